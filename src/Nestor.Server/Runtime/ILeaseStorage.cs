using Nestor.Stores.Memfile;

namespace Nestor.Server.Runtime;

/// <summary>A lease file of either family, as far as the host goes.</summary>
public interface ILeaseStorage : IDisposable
{
    Journal Journal { get; }

    /// <summary>The lease file in use.</summary>
    string FileName { get; }

    /// <summary>Says how often the file is cleaned up; 0 is never.</summary>
    void CleanUpIsSet(uint seconds);

    /// <summary>kea-lfc works on it.</summary>
    bool IsCleaning { get; }

    /// <summary>Moves the file aside and starts kea-lfc on it. False when nothing was started.</summary>
    bool StartCleanUp();
}
