namespace Nestor.Server.Audit;

/// <summary>Where entries are kept.</summary>
internal interface IAuditFile : IDisposable
{
    /// <summary>The last entry there is.</summary>
    AuditChain.Head Head { get; }

    /// <summary>Appends an entry; null when it is on the disk, else why it is not, and then nothing of it is there.</summary>
    /// <param name="head">The log with it.</param>
    /// <param name="maxSize">Bytes after which another file is begun; 0 for never.</param>
    string? Append(ReadOnlySpan<byte> line, AuditChain.Head head, long maxSize);
}
