using System.Text;
using Nestor.Hooks.Libraries;
using Nestor.Hooks.Points;
using Nestor.Hooks.Services;
using Nestor.Model.Settings;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Dhcp6;

namespace StandardLibraries.UserChk;

/// <summary>
/// libdhcp_user_chk, and a tutorial: clients that a file knows are served as usual, and with options of their own; all others
/// are put into the last subnet of the configuration. docs/hooks-tutorial.md walks through it.
/// </summary>
public sealed class Library : IHookLibrary
{
    private const ushort TftpServer4 = 66;
    private const ushort BootFile4 = 67;
    private const ushort VendorOptions6 = 17;

    // What is known of users. The loop's thread reads it; another puts a newer one in its place.
    private volatile Registry _registry = Registry.Empty;
    private string _registryFile = "";
    private string _outcomeFile = "";
    private Outcome? _outcome;
    private IHookServer _server = null!;

    /// <summary>A configuration is read: parameters are checked, callouts named. Nothing else is touched yet.</summary>
    public void Load(LibrarySetup setup)
    {
        var reader = new ParameterReader(setup);
        _registryFile = reader.FileIn(setup.Folders.Data, "registry", "user_chk_registry.txt");
        _outcomeFile = reader.FileIn(setup.Folders.Data, "outcome", "user_chk_outcome.txt");
        reader.RefuseOthers();
        if (Registry.Read(_registryFile, out var problems) is not { } registry)
        {
            setup.Error(setup.Place, problems[0]);
            return;
        }

        problems.ForEach(problem => setup.Warn(setup.Place, problem));
        _registry = registry;
        if (setup.Points4 is { } four)
        {
            four.Subnet4Select.Add(setup, Restrict);
            four.Pkt4Send.Add(setup, Tailor);
        }

        if (setup.Points6 is { } six)
        {
            six.Subnet6Select.Add(setup, Restrict);
            six.Pkt6Send.Add(setup, Tailor);
        }
    }

    /// <summary>The configuration is in force.</summary>
    public void Start(IHookServer server)
    {
        _server = server;
        _outcome = new Outcome(_outcomeFile, server.Log(UserChkLog.Logger));

        // The loop has better things to do than to read files: a timer starts the work, a thread of the pool does it.
        server.Every("user-chk-registry", TimeSpan.FromSeconds(1), () => Task.Run(Refresh));
    }

    public void Dispose() => _outcome?.Dispose();

    /// <summary>[subnet4_select] Who is not known gets no other subnet than the last.</summary>
    private void Restrict(SubnetSelectCall4 call)
    {
        if (call.Subnet is not null && !_registry.Knows(Registry.HardwareAddress, call.Exchange.Query.Chaddr))
        {
            call.Subnet = ((Dhcp4Settings)_server.Settings).Subnets[^1];
        }
    }

    /// <summary>[subnet6_select]</summary>
    private void Restrict(SubnetSelectCall6 call)
    {
        if (call.Subnet is not null && !_registry.Knows(Registry.Duid, call.Exchange.Duid))
        {
            call.Subnet = ((Dhcp6Settings)_server.Settings).Subnets[^1];
        }
    }

    /// <summary>[pkt4_send] The user's own boot file and server; and one entry in the record for each lease granted.</summary>
    private void Tailor(ResponseCall4 call)
    {
        var exchange = call.Exchange;
        var user = _registry.Find(Registry.HardwareAddress, exchange.Query.Chaddr, out bool isKnown);
        if (user.BootFile is { } file)
        {
            call.Response.Set((byte)BootFile4, Encoding.UTF8.GetBytes(file));
        }

        if (user.TftpServer is { } server)
        {
            call.Response.Set((byte)TftpServer4, Encoding.UTF8.GetBytes(server));
        }

        if (exchange.ReplyType == MessageType4.Ack && !exchange.Yiaddr.IsZero)
        {
            _outcome!.Add(Registry.HardwareAddress, $"hwtype={exchange.Query.Htype} {Registry.Show(exchange.Query.Chaddr)}", exchange.Yiaddr.ToString(), isKnown);
        }
    }

    /// <summary>[pkt6_send] DOCSIS has them in the vendor's own option, when the answer has that.</summary>
    private void Tailor(ResponseCall6 call)
    {
        var exchange = call.Exchange;
        var user = _registry.Find(Registry.Duid, exchange.Duid, out bool isKnown);
        if ((user.BootFile ?? user.TftpServer) is not null && call.Response.TryFind(VendorOptions6, 0, out var vendor)
            && Docsis.With(vendor, user) is { } tailored)
        {
            call.Response.Remove(VendorOptions6);
            call.Response.Add(VendorOptions6, tailored);
        }

        if (exchange.ReplyType == MessageType6.Reply && exchange.MessageType is not (MessageType6.Release or MessageType6.Decline))
        {
            foreach (var given in exchange.Given)
            {
                _outcome!.Add(Registry.Duid, Registry.Show(exchange.Duid), given.Length == 128 ? given.Address.ToString() : given.ToString(), isKnown);
            }
        }
    }

    /// <summary>On a thread of the pool.</summary>
    private void Refresh()
    {
        if (!_registry.IsStale(_registryFile))
        {
            return;
        }

        var log = _server.Log(UserChkLog.Logger);
        if (Registry.Read(_registryFile, out var problems) is { } registry)
        {
            _registry = registry;
            log.Write(UserChkLog.Refreshed, $"{_registryFile}: {registry.Count} users");
        }

        problems.ForEach(problem => log.Write(UserChkLog.BadRegistry, problem));
    }
}
