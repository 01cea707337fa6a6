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

    /// <summary>The configuration is in force. On the loop's thread, between two turns, and quickly.</summary>
    void Start(IHookServer server);
}
