using Nestor.Model.Settings;

namespace Nestor.Server.Runtime;

/// <summary>
/// The folders Kea has for each kind of file since 2.7.9. What the configuration file of an operator says is taken, as it always was, and
/// warned of; what comes by command may name no file outside them that the running configuration does not name.
/// </summary>
internal static class PathPolicy
{
    /// <summary>Why Kea would not have a file there; null when it would.</summary>
    public static string? Outside(string path, string folder)
    {
        if (path.Contains('\0'))
        {
            return $"{path.Replace("\0", "?", StringComparison.Ordinal)} is no name of a file";
        }

        string allowed = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        return Path.GetDirectoryName(Path.GetFullPath(path)) == allowed ? null : $"{path} is not in {allowed}";
    }

    /// <summary>Where a log file is: one without a folder is in that for log files.</summary>
    public static string OfLog(string name) => name.Contains('/', StringComparison.Ordinal) ? name : Path.Combine(Paths.Log, name);

    /// <summary>Where a lease file is.</summary>
    public static string OfLeases(string name) => Path.Combine(Paths.Data, name);

    /// <summary>The file of an output of a logger; null when it is none.</summary>
    public static string? FileOf(LogOutputSettings output) =>
        output.Output is "stdout" or "stderr" or "syslog" || output.Output.StartsWith("syslog:", StringComparison.Ordinal) ? null : OfLog(output.Output);

    /// <summary>Why a command may not bring this configuration; null when it may.</summary>
    /// <param name="running">The one in force.</param>
    public static string? Refusal(DhcpSettings asked, DhcpSettings running) => Refusal(Files(asked), Files(running));

    /// <inheritdoc cref="Refusal(DhcpSettings, DhcpSettings)"/>
    public static string? Refusal(AgentSettings asked, AgentSettings running) => Refusal(Files(asked), Files(running));

    private static string? Refusal(IEnumerable<NamedFile> asked, IEnumerable<NamedFile> running)
    {
        var known = running.ToHashSet();
        foreach (var file in asked)
        {
            if (!known.Contains(file) && (file.Folder is null ? $"{file.Path} is not named by the running configuration" : Outside(file.Path, file.Folder)) is { } reason)
            {
                return $"{file.Kind} {reason}, and a command may name no other; flag -X lets it pass";
            }
        }

        return null;
    }

    /// <param name="Folder">Where files of the kind may be; null for nowhere in particular.</param>
    private readonly record struct NamedFile(string Kind, string Path, string? Folder);

    private static IEnumerable<NamedFile> Files(DhcpSettings settings) =>
    [
        .. settings.LeaseDatabase is { IsPersistent: true, Name: { } leases } ? [new NamedFile("lease file", OfLeases(leases), Paths.Data)] : Array.Empty<NamedFile>(),
        .. settings.ControlSockets.Unix.Select(s => new NamedFile("control socket", Path.Combine(Paths.ControlSockets, s.Name), Paths.ControlSockets)),
        .. settings.Otlp?.SecretFiles.Select(f => new NamedFile("secret-file", f, null)) ?? [],
        .. Logs(settings.Loggers, settings.Audit),
    ];

    private static IEnumerable<NamedFile> Files(AgentSettings settings) => Logs(settings.Loggers, settings.Audit);

    private static IEnumerable<NamedFile> Logs(IReadOnlyList<LoggerSettings> loggers, AuditSettings? audit) =>
    [
        .. loggers.SelectMany(l => l.Outputs).Select(FileOf).OfType<string>().Select(f => new NamedFile("log file", f, Paths.Log)),
        .. audit is null ? Array.Empty<NamedFile>() : [new NamedFile("audit log", OfLog(audit.File), Paths.Log)],
    ];
}
