using Nestor.Stores.Memfile;

namespace Nestor.Server.Runtime;

/// <summary>A lease file of either family, as far as the host goes.</summary>
public interface ILeaseStorage : IDisposable
{
    Journal Journal { get; }

    /// <summary>The lease file in use.</summary>
    string FileName { get; }

    /// <summary>That file and its companions.</summary>
    LeaseFiles Files { get; }

    /// <summary>Says how often the file is cleaned up; 0 is never.</summary>
    void CleanUpIsSet(uint seconds);

    /// <summary>kea-lfc works on it.</summary>
    bool IsCleaning { get; }

    /// <summary>Moves the file aside and starts kea-lfc on it. False when nothing was started.</summary>
    bool StartCleanUp();

    /// <summary>
    /// Moves the file aside, as for a clean-up, for leases to be written anew out of the memory. The journal must be at
    /// rest. Null when done, else why not.
    /// </summary>
    string? BeginRenewal();

    /// <summary>Ends it; on any thread.</summary>
    /// <param name="problem">Empty: all leases are in <see cref="LeaseFiles.Output"/>. Null: they are not wanted any more.</param>
    /// <returns>What is wrong; null for nothing.</returns>
    string? EndRenewal(string? problem);
}
