using Nestor.Hooks.Services;

namespace Nestor.Hooks.Libraries;

/// <summary>
/// A hook library as it is in one configuration: made and loaded when the configuration is read, started when it comes
/// into force, disposed when another takes its place or the server ends.
/// </summary>
public interface IHookLibrary : IDisposable
{
    /// <summary>
    /// Reads the parameters, and says what it takes part in: commands, hook points. It touches nothing else, for a
    /// configuration may be read only to be checked; the thread is any.
    /// </summary>
    void Load(LibrarySetup setup);

    /// <summary>
    /// Nothing that it has read or keeps follows from subnets, shared networks, classes and reservations: when a command changes
    /// some of these alone, it goes on as it is, so far as the others do. Else all are loaded anew, as for any configuration.
    /// </summary>
    bool IsKeptByEdits => false;

    /// <summary>The configuration is in force. On the loop's thread, between two turns, and quickly.</summary>
    void Start(IHookServer server);
}
