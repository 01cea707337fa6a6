namespace Nestor.Hooks.Libraries;

/// <summary>Libraries that are part of a program, by the stem of Kea's file names.</summary>
public sealed class LibraryTable(IReadOnlyDictionary<string, Func<IHookLibrary>> libraries)
{
    public static readonly LibraryTable None = new(new Dictionary<string, Func<IHookLibrary>>());

    public IEnumerable<string> Stems => libraries.Keys;

    /// <summary>A new one; null when there is none of this name.</summary>
    public IHookLibrary? Make(string stem) => libraries.GetValueOrDefault(stem)?.Invoke();
}
