namespace Nestor.Model.Logging;

/// <summary>Severities in Kea's order; a logger prints its own severity and all above.</summary>
public enum Severity : byte
{
    Debug,
    Info,
    Warn,
    Error,
    Fatal,
    None,
}

/// <summary>A message's name in the log, which operators search for: an interface that does not change.</summary>
/// <param name="Name">Kea's id, or one of ours that starts with NESTOR_.</param>
/// <param name="DebugLevel">0 to 99; printed when the logger's debuglevel is at least that. Debug messages only.</param>
public sealed record LogId(string Name, Severity Severity, byte DebugLevel = 0)
{
    public static LogId Debug(byte level, string name) => new(name, Severity.Debug, level);

    public static LogId Info(string name) => new(name, Severity.Info);

    public static LogId Warn(string name) => new(name, Severity.Warn);

    public static LogId Error(string name) => new(name, Severity.Error);

    public static LogId Fatal(string name) => new(name, Severity.Fatal);
}
