using System.Net;
using System.Net.Sockets;
using Nestor.Hooks.Libraries;
using Nestor.Hooks.Services;
using Nestor.Model.Settings;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;
using StandardLibraries.LeaseQuery.Bulk;

namespace StandardLibraries.LeaseQuery;

/// <summary>
/// libdhcp_lease_query: those who are allowed to ask which client has an address, and which addresses a client has: over UDP (RFC
/// 4388, RFC 5007), and over TCP for all leases of a kind (RFC 6926, RFC 5460).
/// </summary>
public sealed class Library : IHookLibrary
{
    private Query4? _query4;
    private Query6? _query6;
    private Parameters<Ip4>? _parameters4;
    private Parameters<Ip6>? _parameters6;
    private Listener? _listener;

    public void Load(LibrarySetup setup)
    {
        var log = setup.Log(LeaseQueryLog.Logger);
        if (setup.Points4 is { } four)
        {
            _parameters4 = Parameters<Ip4>.Read(setup);
            _query4 = new Query4(_parameters4.Requesters, log);
            four.Buffer4Receive.Add(setup, _query4.Take);
        }

        if (setup.Points6 is { } six)
        {
            _parameters6 = Parameters<Ip6>.Read(setup);
            _query6 = new Query6(_parameters6, (Dhcp6Settings)setup.Settings, log);
            six.Buffer6Receive.Add(setup, _query6.Take);
        }
    }

    public void Start(IHookServer server)
    {
        _query4?.Start(server);
        _query6?.Start(server);
        if (_parameters4 is { Bulk.IsEnabled: true } four)
        {
            var identifier = ((Dhcp4Settings)server.Settings).Options.Find(OptionCode4.ServerIdentifier) is { Body.Length: 4 } own
                ? Ip4.Read(own.Body)
                : Ip4.Read(four.Bulk.Listen.Address.GetAddressBytes());
            Listen(server, four.Bulk, a => four.Requesters.Contains(Ip4.Read(a.GetAddressBytes())), m => Bulk4.Begin(server, identifier, m));
        }

        if (_parameters6 is { Bulk.IsEnabled: true } six)
        {
            byte[] duid = server.ServerDuid.ToArray();
            Listen(server, six.Bulk, a => six.Requesters.Contains(Ip6.Read(a.GetAddressBytes())), m => Bulk6.Begin(server, duid, m));
        }
    }

    public void Dispose() => _listener?.Dispose();

    private void Listen(IHookServer server, BulkSettings settings, Func<IPAddress, bool> mayAsk, Func<byte[], IBulkAnswer?> begin)
    {
        var log = server.Log(LeaseQueryLog.Logger);
        _listener = new Listener(settings, server, mayAsk, begin, log);
        try
        {
            _listener.Start();
        }
        catch (SocketException e)
        {
            log.Write(LeaseQueryLog.ListenFailed, $"nobody is listened to at {settings.Listen}: {e.Message}");
        }
    }
}
