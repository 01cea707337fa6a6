namespace Nestor.Model.Settings;

/// <summary>Nestor's own keyword <c>audit</c>: where it is written down who changed what by command.</summary>
/// <param name="File">A name without a folder is in that for log files.</param>
/// <param name="MaxSize">Bytes after which the file is set aside and another one begun; 0 for never.</param>
/// <param name="IsRefusing">Nothing is changed by command while it cannot be written down.</param>
public sealed record AuditSettings(string File, long MaxSize, bool IsRefusing);
