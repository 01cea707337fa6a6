using Nestor.Model.Logging;

namespace Nestor.Server.Audit;

/// <summary>Log messages about the audit log; the logger is <c>commands</c>.</summary>
internal static class AuditLogIds
{
    /// <summary>An entry's number and hash: where logs go to another machine, nobody can cut the audit log unseen.</summary>
    public static readonly LogId Written = LogId.Info("NESTOR_AUDIT_ENTRY");

    /// <summary>Entries wait for the disk.</summary>
    public static readonly LogId Failed = LogId.Error("NESTOR_AUDIT_FAILED");
    public static readonly LogId Back = LogId.Info("NESTOR_AUDIT_RECOVERED");
    public static readonly LogId HeadFailed = LogId.Error("NESTOR_AUDIT_HEAD_FAILED");

    /// <summary>A half entry, from a power cut, was taken away.</summary>
    public static readonly LogId Torn = LogId.Warn("NESTOR_AUDIT_TORN");

    /// <summary>Somebody cut the log at its end.</summary>
    public static readonly LogId Cut = LogId.Error("NESTOR_AUDIT_CUT");
}
