using System.Runtime.CompilerServices;
using Nestor.Hooks.Exchange;
using Nestor.Hooks.Libraries;
using Nestor.Hooks.Points;
using Nestor.Hooks.Services;
using Nestor.Model.Leases;
using Nestor.Model.Logging;
using Nestor.Model.Networks;
using Nestor.Model.Settings;

namespace StandardLibraries.PingCheck;

/// <summary>
/// libdhcp_ping_check: before an address is offered it is asked whether somebody has it, by ICMP (RFC 2131 section 3.1 item 2)
/// and on the server's own link by ARP. One that answers is declined, and its client asks again.
/// </summary>
public sealed class Library : IHookLibrary
{
    private readonly Func<IProbeLink> _open;
    private readonly ConditionalWeakTable<Subnet4, PingSettings> _subnets = [];
    private LibrarySetup _setup = null!;
    private PingSettings _settings = PingSettings.Usual;
    private Logger _log = Logger.Silent;
    private IHookServer _server = null!;
    private Prober? _prober;

    public Library()
        : this(ProbeLink.Open)
    {
    }

    /// <param name="open">What is asked and heard by. Throws IOException when that cannot be.</param>
    internal Library(Func<IProbeLink> open) => _open = open;

    public void Load(LibrarySetup setup)
    {
        if (setup.Points4 is not { } points)
        {
            setup.Error(setup.Place, "found libdhcp_ping_check in kea-dhcp6, wanted it in kea-dhcp4");
            return;
        }

        _setup = setup;
        _settings = PingSettings.Read(setup);
        foreach (var subnet in ((Dhcp4Settings)setup.Settings).Subnets)
        {
            Of(subnet);
        }

        points.Lease4Offer.Add(setup, Offer);
    }

    public void Start(IHookServer server)
    {
        _server = server;
        _log = server.Log(PingCheckLog.Logger);
        try
        {
            _prober = new Prober(_open(), server.Clock, _log);
        }
        catch (IOException e)
        {
            _log.Write(PingCheckLog.Down, $"addresses are offered unchecked: {e.Message}");
        }
    }

    public void Dispose() => _prober?.Dispose();

    private void Offer(LeaseOfferCall4 call)
    {
        if (call.Next == NextStep.Drop || _prober is not { IsDown: false } prober)
        {
            return;
        }

        var exchange = call.Exchange;
        var address = call.Lease.Fields.Address;
        var settings = Of(exchange.Subnet!);
        if (!settings.IsEnabled || exchange.Host?.Address == address || IsTrusted(call, settings))
        {
            return;
        }

        if (prober.IsAsked(address))
        {
            _log.Write(PingCheckLog.Duplicate, $"{address} is being asked for already: the query is dropped");
            call.Next = NextStep.Drop;
            return;
        }

        // One of our own addresses answers by no link.
        var by = exchange.Query.IsRelayed || exchange.Envelope is not null || exchange.Arrival.Interface.Address == address
            ? null
            : exchange.Arrival.Interface;
        prober.Begin(new Check(address, by, MacOf(exchange), settings, call.Park()));
    }

    /// <summary>The client has the lease, or had it not long ago: nobody else will have taken its address.</summary>
    private bool IsTrusted(LeaseOfferCall4 call, PingSettings settings)
    {
        var before = call.Before.View;
        if (before.Fields.Address.IsZero || before.Fields.State == LeaseState.Declined || !IsOwned(call.Exchange, in before))
        {
            return false;
        }

        bool isActive = before.Fields.State == LeaseState.Default && before.Fields.ValidLifetime > 0
            && !before.Fields.IsExpiredAt(_server.Now);
        return isActive || _server.Now - before.Fields.Cltt <= settings.Trust;
    }

    private static bool IsOwned(Exchange4 exchange, in Lease4View lease)
    {
        var id = exchange.Subnet!.Parameters.MatchClientId ? exchange.ClientId : default;
        return !id.IsEmpty && !lease.ClientId.IsEmpty
            ? id.SequenceEqual(lease.ClientId)
            : exchange.Query.Hlen > 0 && exchange.Query.Chaddr.SequenceEqual(lease.HardwareAddress);
    }

    private static ulong MacOf(Exchange4 exchange)
    {
        var address = exchange.Query.Chaddr;
        return address.Length == 6 ? Bytes.Mac(address) : 0;
    }

    /// <summary>A subnet may have come by command: what is wrong there is as if it were not there.</summary>
    private PingSettings Of(Subnet4 subnet)
    {
        if (subnet.UserContext is null)
        {
            return _settings;
        }

        if (!_subnets.TryGetValue(subnet, out var settings))
        {
            _subnets.Add(subnet, settings = PingSettings.Read(_setup, subnet, _settings));
        }

        return settings;
    }
}
