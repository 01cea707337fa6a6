using Nestor.Hooks.Exchange;
using Nestor.Hooks.Points;
using Nestor.Hooks.Services;
using Nestor.Model.Leases;
using Nestor.Model.Logging;
using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace StandardLibraries.LeaseQuery;

/// <summary>DHCPLEASEQUERY (RFC 4388): by address, hardware address or client identifier.</summary>
internal sealed class Query4(Requesters<Ip4> requesters, Logger log)
{
    /// <summary>Leases of one client that are looked at.</summary>
    private const int MaxLeases = 4096;

    private readonly List<Ip4> _others = [];
    private IHookServer _server = null!;

    public void Start(IHookServer server) => _server = server;

    /// <summary>At buffer4_receive: what is a lease query is answered or dropped here; the server has the rest.</summary>
    public void Take(QueryCall4 call)
    {
        var exchange = call.Exchange;
        ref readonly var arrival = ref exchange.Arrival;
        if (call.Next != NextStep.Continue || arrival.IsOver6 || !IsLeaseQuery(arrival.Bytes)
            || exchange.Query.Decode(arrival.Buffer, arrival.Start, arrival.Length) != DecodeError.None
            || exchange.Query.MessageType != MessageType4.LeaseQuery)
        {
            return;
        }

        call.Next = NextStep.Drop;
        var query = exchange.Query;
        log.Write(LeaseQueryLog.Received4, $"lease query {query.Xid} from {arrival.Source}, relay {query.Giaddr}");
        if (Problem(query) is { } problem)
        {
            log.Write(LeaseQueryLog.Failed4, $"lease query {query.Xid} from {arrival.Source} is dropped: {problem}");
            return;
        }

        Answer(exchange);
        log.Write(LeaseQueryLog.Sent4, $"{exchange.Answer.Type} for lease query {query.Xid} to {query.Giaddr}");
    }

    /// <summary>Looks for option 53 in front of everything else, as cheaply as can be: most of what comes is no lease query.</summary>
    private static bool IsLeaseQuery(ReadOnlySpan<byte> message)
    {
        const int OptionsAt = Packet4.HeaderLength + 4;
        for (int at = OptionsAt; at < message.Length; at += 2 + message[at + 1])
        {
            while (at < message.Length && message[at] == OptionCode4.Pad)
            {
                at++;
            }

            if (at + 2 >= message.Length || message[at] == OptionCode4.End)
            {
                return false;
            }

            if (message[at] == OptionCode4.MessageType)
            {
                return message[at + 2] == (byte)MessageType4.LeaseQuery;
            }
        }

        return false;
    }

    /// <summary>Null for a query that is to be answered.</summary>
    private string? Problem(Packet4 query)
    {
        if (query.Op != 1)
        {
            return "it is no request";
        }

        if (query.Giaddr.IsZero)
        {
            return "it names no requester";
        }

        if (!requesters.Contains(query.Giaddr))
        {
            return "its requester may not ask";
        }

        int asked = (query.Ciaddr.IsZero ? 0 : 1) + (query.Hlen == 0 ? 0 : 1) + (ClientId(query).IsEmpty ? 0 : 1);
        return asked == 1 ? null : "it has to ask by one of address, hardware address and client identifier";
    }

    private static ReadOnlySpan<byte> ClientId(Packet4 query) => query.TryOption(OptionCode4.ClientIdentifier, out var id) ? id : default;

    private void Answer(Exchange4 exchange)
    {
        var query = exchange.Query;
        var leases = _server.Leases4!;
        _others.Clear();
        Lease4View lease = default;
        bool isActive;
        var type = MessageType4.LeaseUnknown;
        if (!query.Ciaddr.IsZero)
        {
            bool isThere = leases.TryFind(query.Ciaddr, out lease);
            isActive = isThere && IsActive(in lease);
            type = isThere || IsOurs(query.Ciaddr) ? MessageType4.LeaseUnassigned : type;
        }
        else
        {
            var id = ClientId(query);
            int newest = Newest(id.IsEmpty ? leases.FirstByHardwareAddress(query.Chaddr) : leases.FirstByClientId(id), isById: !id.IsEmpty);
            isActive = newest >= 0 && leases.TryGet(newest, out lease);
        }

        Span<byte> message = stackalloc byte[Message4.MaxLength];
        var server = exchange.Settings.Options.Find(OptionCode4.ServerIdentifier) is { Body.Length: 4 } own
            ? Ip4.Read(own.Body)
            : exchange.Arrival.Interface.Address;
        type = isActive ? MessageType4.LeaseActive : type;
        int length = isActive
            ? Message4.WriteActive(message, query, server, in lease, leases.Subnet(lease.Fields.SubnetId), _server.Now, _others)
            : Message4.WriteNone(message, query, server, type);
        exchange.Answer.Set(type, message[..length]);
    }

    /// <summary>The number of the client's active lease that was heard of last, or -1; the addresses of its others are noted.</summary>
    private int Newest(int number, bool isById)
    {
        var leases = _server.Leases4!;
        int newest = -1;
        Lease4Fields best = default;
        for (int left = MaxLeases; number >= 0 && left > 0; left--)
        {
            if (leases.TryGet(number, out var lease) && IsActive(in lease))
            {
                if (newest < 0 || lease.Fields.Cltt > best.Cltt)
                {
                    if (newest >= 0)
                    {
                        _others.Add(best.Address);
                    }

                    (newest, best) = (number, lease.Fields);
                }
                else
                {
                    _others.Add(lease.Fields.Address);
                }
            }

            number = isById ? leases.NextByClientId(number) : leases.NextByHardwareAddress(number);
        }

        return newest;
    }

    private bool IsActive(in Lease4View lease) =>
        lease.Fields.State == LeaseState.Default && lease.Fields.ValidLifetime > 0 && !lease.Fields.IsExpiredAt(_server.Now);

    private bool IsOurs(Ip4 address)
    {
        foreach (var pool in _server.Leases4!.SubnetOf(address)?.Pools ?? [])
        {
            if (pool.Range.Contains(address))
            {
                return true;
            }
        }

        return false;
    }
}
