using Nestor.Model.Logging;
using Nestor.Model.Settings;

namespace Nestor.Hooks.Services;

/// <summary>
/// What a library may ask of the server it is in. On the loop's thread, but for what says otherwise.
/// </summary>
public interface IHookServer
{
    TimeProvider Clock { get; }

    /// <summary>Unix seconds of this turn.</summary>
    long Now { get; }

    /// <summary>The DUID of the DHCPv6 server; empty in the other server.</summary>
    ReadOnlyMemory<byte> ServerDuid { get; }

    /// <summary>The UDP port it serves at.</summary>
    ushort Port { get; }

    /// <summary>The configuration in force; it may become another one that loads the library with the same parameters.</summary>
    DhcpSettings Settings { get; }

    /// <summary>Shows the running configuration and changes it; on any thread.</summary>
    IConfiguration Configuration { get; }

    /// <summary>Puts reservations beside those of the configuration.</summary>
    IHosts Hosts { get; }

    /// <summary>The DHCPv4 server's leases; null in the other server.</summary>
    ILeases4? Leases4 { get; }

    /// <summary>The DHCPv6 server's leases; null in the other server.</summary>
    ILeases6? Leases6 { get; }

    /// <summary>Holds expressions against queries and answers.</summary>
    IExpressions Expressions { get; }

    /// <summary>Figures of libraries, beside the server's own.</summary>
    ILibraryStatistics Statistics { get; }

    /// <summary>Where leases are kept; null when that is the memory only.</summary>
    ILeaseFile? LeaseFile { get; }

    /// <summary>By name; on any thread.</summary>
    Logger Log(string name);

    /// <summary>
    /// Has work done on the loop's thread in its next turn, after the queries; on any thread. What it changes of leases is
    /// committed with the turn. Nothing happens once the library's configuration is no longer in force.
    /// </summary>
    void Post(Action work);

    /// <summary>
    /// Has work done on another thread, which gives way to the loop's; on any thread. It knows nothing of the server's
    /// state but what it was given.
    /// </summary>
    Task<T> Aside<T>(Func<T> work);

    /// <summary>
    /// Calls with true once what this turn changes is durable, and with false when it could not be made so. The call comes
    /// on the committing thread: it hands its matter over and returns.
    /// </summary>
    void WhenCommitted(Action<bool> told);

    /// <summary>Has work done on the loop's thread from time to time, as long as the library's configuration is in force.</summary>
    void Every(string name, TimeSpan period, Action work);
}
