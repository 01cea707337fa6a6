namespace StandardLibraries.RunScript;

/// <summary>Something the program is to be told.</summary>
/// <param name="Point">Its one argument: the hook point's name.</param>
/// <param name="Variables">Its whole environment.</param>
/// <param name="Decided">Takes the program's word, once, on any thread; null where nobody waits for one.</param>
internal sealed record ScriptEvent(string Point, IReadOnlyDictionary<string, string> Variables, Action<ScriptVerdict>? Decided);

/// <summary>What the program's exit status says: 0, 1 and 2.</summary>
internal enum ScriptVerdict
{
    Allow,

    /// <summary>The client is told that it has no lease.</summary>
    Refuse,

    /// <summary>The client is told nothing.</summary>
    Drop,
}
