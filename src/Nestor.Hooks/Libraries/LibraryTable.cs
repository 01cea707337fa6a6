namespace Nestor.Hooks.Libraries;

/// <summary>Libraries that are part of a program, by the stem of Kea's file names.</summary>
/// <param name="awaited">Those that Kea has and the program has not yet: they are warned of where others are refused.</param>
public sealed class LibraryTable(IReadOnlyDictionary<string, Func<IHookLibrary>> libraries, params IEnumerable<string> awaited)
{
    private readonly HashSet<string> _awaited = [.. awaited];

    public static readonly LibraryTable None = new(new Dictionary<string, Func<IHookLibrary>>());

    public IEnumerable<string> Stems => libraries.Keys;

    /// <summary>A library of Kea's that is still to come.</summary>
    public bool IsAwaited(string stem) => _awaited.Contains(stem);

    /// <summary>A new one; null when there is none of this name.</summary>
    public IHookLibrary? Make(string stem) => libraries.GetValueOrDefault(stem)?.Invoke();
}
