using Nestor.Hooks.Libraries;
using Nestor.Hooks.Points;
using Nestor.Hooks.Services;
using Nestor.Model.Classes;
using Nestor.Model.Logging;
using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp4;

namespace StandardLibraries.Bootp;

/// <summary>
/// libdhcp_bootp: a BOOTREQUEST without message type (RFC 951 with the vendor information of RFC 1497) is served like a
/// DHCPREQUEST in class BOOTP, whose leases never end, and answered by a BOOTREPLY that has nothing of DHCP in it.
/// </summary>
public sealed class Library : IHookLibrary
{
    private static readonly LogId QueryId = LogId.Debug(40, "BOOTP_BOOTP_QUERY");

    /// <summary>Shorter answers are padded to the smallest message there was in BOOTP (RFC 1542 section 2.1).</summary>
    private const int MinLength = 300;

    private const byte BootRequest = 1;

    private Logger _log = Logger.Silent;

    public void Load(LibrarySetup setup)
    {
        new ParameterReader(setup).RefuseOthers();
        if (setup.Points4 is not { } points)
        {
            setup.Error(setup.Place, $"found {setup.Stem} in a DHCPv6 server, wanted it in a DHCPv4 server: there is no BOOTP over IPv6");
            return;
        }

        _log = setup.Log("bootp-hooks");
        points.Buffer4Receive.Add(setup, Receive);
        points.Pkt4Send.Add(setup, Send);
    }

    public void Start(IHookServer server)
    {
    }

    public void Dispose()
    {
    }

    /// <summary>The query is read here, to see what it is; one that cannot be read is the server's to tell of.</summary>
    private void Receive(QueryCall4 call)
    {
        if (call.Next != NextStep.Continue)
        {
            // A library before has made something of the query, or wants none of it.
            return;
        }

        var exchange = call.Exchange;
        ref readonly var arrival = ref exchange.Arrival;
        var query = exchange.Query;
        if (query.Decode(arrival.Buffer, arrival.Start, arrival.Length) != DecodeError.None)
        {
            return;
        }

        call.Next = NextStep.Skip;
        if (query.Op == BootRequest && query.TryAddOption(OptionCode4.MessageType, [(byte)MessageType4.Request]))
        {
            exchange.Classes.Add(ClassNames.Bootp);
            _log.Write(QueryId, $"a query of a BOOTP client, transaction {query.Xid}");
        }
    }

    /// <summary>What RFC 2132 section 9 calls options of DHCP alone means nothing to the client; Kea leaves the vendor class in.</summary>
    private static void Send(ResponseCall4 call)
    {
        if (!call.Exchange.Classes.Contains(ClassNames.Bootp) || call.Next != NextStep.Continue)
        {
            return;
        }

        for (byte code = OptionCode4.RequestedAddress; code <= OptionCode4.RebindingTime; code++)
        {
            call.Response.Remove(code);
        }

        call.Response.Remove(OptionCode4.ClientIdentifier);

        call.Response.PadTo = MinLength;
    }
}
