using Nestor.Hooks.Libraries;
using Nestor.Json;
using Nestor.Model.Settings;
using Nestor.Server.Runtime;
using Nestor.Server.Sockets;

namespace Nestor.Server.Control;

/// <summary>A server as the commands see it that every server has. On the loop's thread.</summary>
internal interface ICommandedServer
{
    /// <summary>DHCPv4 or DHCPv6.</summary>
    string Family { get; }

    /// <summary>Dhcp4 or Dhcp6: the name of its configuration.</summary>
    string ConfigurationName { get; }

    /// <summary>The file it was started with.</summary>
    string ConfigurationFile { get; }

    /// <summary>Flag -X: what the security policy is against is warned of only.</summary>
    bool IsTrusting { get; }

    string ServerTag { get; }

    ServiceState Service { get; }

    /// <summary>How long it runs, and how long it has its configuration.</summary>
    (TimeSpan Run, TimeSpan Configuration) Ages { get; }

    /// <summary>What of the interfaces cannot be listened on; empty when all can.</summary>
    IReadOnlyCollection<string> SocketProblems { get; }

    /// <summary>Why clients are not served, or not all of them; empty when they are.</summary>
    IReadOnlyList<string> NotReady { get; }

    /// <summary>What each hook library has cost; on any thread.</summary>
    IReadOnlyList<LibraryGuard> Libraries { get; }

    /// <summary>Entries of the configuration that are left out, for something is wrong with them.</summary>
    IReadOnlyList<QuarantinedEntry> Quarantined { get; }

    /// <summary>The configuration in force; on any thread.</summary>
    DhcpSettings Settings { get; }

    /// <summary>How many queries waited for the loop, on the average of the last ten, hundred and thousand queries.</summary>
    IReadOnlyList<double> Waiting { get; }

    /// <summary>The lease file; null when leases are kept in memory only.</summary>
    string? LeaseFile { get; }

    /// <summary>The interfaces that are listened on, by name; on any thread.</summary>
    IReadOnlyCollection<string> Listening { get; }

    /// <summary>The interfaces there are; on any thread.</summary>
    IReadOnlyList<InterfaceState> Interfaces();

    /// <summary>Looks at the interfaces again and listens on those that came, as far as the configuration wants it.</summary>
    void Redetect();

    /// <summary>Starts kea-lfc on the lease file; false when it was not started.</summary>
    bool StartCleanUp();

    /// <summary>kea-lfc works on the lease file.</summary>
    bool IsCleaningUp { get; }

    /// <summary>What the text of a configuration file means, on any thread; null when it is refused.</summary>
    DhcpSettings? Load(byte[] text);

    /// <summary>Reads the file again; null when done, else why the running configuration stays.</summary>
    string? Reload();

    /// <summary>
    /// Reads a configuration, on any thread: what takes it into use on the loop's thread, which gives null when done and
    /// else why the running one stays. Null with the reason when it is wrong.
    /// </summary>
    /// <param name="root">A map with one member of the configuration's name.</param>
    /// <param name="leftOut">Entries that were left out of it before.</param>
    /// <param name="settings">What it means; null when it is wrong.</param>
    Func<string?>? Read(Element root, IReadOnlyList<QuarantinedEntry> leftOut, out DhcpSettings? settings, out string error);

    /// <summary>Ends the server after this turn.</summary>
    void End(int exitCode);
}
