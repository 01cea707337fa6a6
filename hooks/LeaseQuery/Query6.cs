using Nestor.Hooks.Exchange;
using Nestor.Hooks.Points;
using Nestor.Hooks.Services;
using Nestor.Model.Leases;
using Nestor.Model.Logging;
using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace StandardLibraries.LeaseQuery;

/// <summary>LEASEQUERY (RFC 5007): by address, or by the client's DUID.</summary>
internal sealed class Query6
{
    private const byte ByAddress = 1;
    private const byte ByClientId = 2;

    /// <summary>Query type and link address, in front of the options.</summary>
    private const int HeadLength = 1 + Ip6.Length;

    /// <summary>Leases of one client that are looked at.</summary>
    private const int MaxLeases = 4096;

    private readonly Requesters<Ip6> _requesters;
    private readonly IReadOnlyList<int> _lengths;
    private readonly Logger _log;
    private readonly List<int> _found = [];
    private readonly byte[] _message = new byte[LibraryAnswer<MessageType6>.MaxLength];
    private IHookServer _server = null!;

    public Query6(Parameters<Ip6> parameters, Dhcp6Settings settings, Logger log)
    {
        _requesters = parameters.Requesters;
        _log = log;
        _lengths = parameters.PrefixLengths
            ?? [.. settings.Subnets.SelectMany(s => s.PdPools).Select(p => (int)p.DelegatedLength).Distinct().OrderDescending()];
    }

    public void Start(IHookServer server)
    {
        _server = server;
        _log.Write(LeaseQueryLog.Lengths6, $"an address is looked for in prefixes of length {string.Join(", ", _lengths)}");
    }

    /// <summary>At buffer6_receive: what is a lease query is answered or dropped here; the server has the rest.</summary>
    public void Take(QueryCall6 call)
    {
        var exchange = call.Exchange;
        ref readonly var arrival = ref exchange.Arrival;
        if (call.Next != NextStep.Continue || arrival.Bytes is not [(byte)MessageType6.LeaseQuery, ..]
            || exchange.Chain.Decode(arrival.Buffer, arrival.Start, arrival.Length) != DecodeError.None)
        {
            return;
        }

        call.Next = NextStep.Drop;
        _log.Write(LeaseQueryLog.Received6, $"lease query {exchange.Query.TransactionId} from {arrival.Source}");
        if (Problem(exchange) is { } problem)
        {
            _log.Write(LeaseQueryLog.Failed6, $"lease query {exchange.Query.TransactionId} from {arrival.Source} is dropped: {problem}");
            return;
        }

        var query = exchange.Query;
        query.TryOption(OptionCode6.LqQuery, out var asked);
        var writer = new OptionWriter6(_message);
        writer.Message(MessageType6.LeaseQueryReply, query.TransactionId);
        writer.Option(OptionCode6.ServerId, exchange.ServerDuid.Span);
        writer.Option(OptionCode6.ClientId, exchange.Duid);
        Answer(ref writer, asked);
        if (writer.HasOverflowed)
        {
            _log.Write(LeaseQueryLog.Failed6, $"lease query {query.TransactionId} from {arrival.Source} is dropped: its answer is too long");
            return;
        }

        exchange.Answer.Set(MessageType6.LeaseQueryReply, writer.Written);
        _log.Write(LeaseQueryLog.Sent6, $"answer to lease query {query.TransactionId} for {arrival.Source}");
    }

    /// <summary>Null for a query that is to be answered.</summary>
    private string? Problem(Exchange6 exchange)
    {
        var query = exchange.Query;
        if (!_requesters.Contains(exchange.Arrival.Source))
        {
            return "its requester may not ask";
        }

        if (exchange.Duid.IsEmpty)
        {
            return "it has no client identifier";
        }

        if (query.TryOption(OptionCode6.ServerId, out var server) && !server.SequenceEqual(exchange.ServerDuid.Span))
        {
            return "it is for another server";
        }

        return !query.TryOption(OptionCode6.LqQuery, out var asked) || asked.Length < HeadLength ? "it asks for nothing" : null;
    }

    /// <param name="asked">The body of option 44.</param>
    private void Answer(ref OptionWriter6 to, ReadOnlySpan<byte> asked)
    {
        var link = Ip6.Read(asked[1..]);
        var options = asked[HeadLength..];
        _found.Clear();
        switch (asked[0])
        {
            case ByAddress:
                if (!OptionCursor6.TryFind(options, OptionCode6.IaAddr, out var address) || address.Length < Ip6.Length)
                {
                    StatusOption6.Write(ref to, StatusCode6.MalformedQuery, "missing D6O_IAADDR"u8);
                    return;
                }

                AnswerAddress(ref to, Ip6.Read(address), link);
                return;
            case ByClientId:
                if (!OptionCursor6.TryFind(options, OptionCode6.ClientId, out var duid) || duid.IsEmpty)
                {
                    StatusOption6.Write(ref to, StatusCode6.MalformedQuery, "missing D6O_CLIENTID"u8);
                    return;
                }

                AnswerClient(ref to, duid, link);
                return;
            default:
                StatusOption6.Write(ref to, StatusCode6.UnknownQueryType, "unknown query-type"u8);
                return;
        }
    }

    private void AnswerAddress(ref OptionWriter6 to, Ip6 address, Ip6 link)
    {
        var leases = _server.Leases6!;
        if (link.Number != 0 && !IsLink(link))
        {
            StatusOption6.Write(ref to, StatusCode6.NotConfigured, "not a configured link"u8);
            return;
        }

        bool isThere = leases.TryFind(address, out var lease) && IsOn(lease.Fields.SubnetId, link);
        if (!isThere || !IsActive(in lease))
        {
            bool isInPrefix = TryPrefixOf(address, link, out lease);
            if (!isInPrefix)
            {
                if (!isThere && !IsInPool(address))
                {
                    StatusOption6.Write(ref to, StatusCode6.NotConfigured, "address not in a configured pool"u8);
                    return;
                }

                StatusOption6.Write(ref to, StatusCode6.Success, isThere ? "inactive lease exists"u8 : "no active lease"u8);
                return;
            }
        }

        StatusOption6.Write(ref to, StatusCode6.Success, "active lease found"u8);
        int mark = ClientData6.Begin(ref to, in lease, _server.Now);
        ClientData6.Write(ref to, in lease, _server.Now);
        to.End(mark);
        WriteRelays(ref to, in lease);
    }

    private void AnswerClient(ref OptionWriter6 to, ReadOnlySpan<byte> duid, Ip6 link)
    {
        if (link.Number != 0 && !IsLink(link))
        {
            StatusOption6.Write(ref to, StatusCode6.NotConfigured, "not a configured link"u8);
            return;
        }

        int newest = Find(duid, link, out bool isOfSeveral);
        if (newest < 0)
        {
            StatusOption6.Write(ref to, StatusCode6.Success, "no active leases"u8);
            return;
        }

        StatusOption6.Write(ref to, StatusCode6.Success, "active lease(s) found"u8);
        if (isOfSeveral && link.Number == 0)
        {
            WriteLinks(ref to);
            return;
        }

        var leases = _server.Leases6!;
        leases.TryGet(newest, out var lease);
        int mark = ClientData6.Begin(ref to, in lease, _server.Now);
        foreach (int number in _found)
        {
            if (leases.TryGet(number, out var found))
            {
                ClientData6.Write(ref to, in found, _server.Now);
            }
        }

        to.End(mark);
        WriteRelays(ref to, in lease);
    }

    /// <summary>Notes the client's active leases. The one it was heard of last for, or -1.</summary>
    private int Find(ReadOnlySpan<byte> duid, Ip6 link, out bool isOfSeveral)
    {
        var leases = _server.Leases6!;
        int newest = -1;
        long heard = 0;
        uint subnet = 0;
        isOfSeveral = false;
        int number = leases.FirstByDuid(duid);
        for (int left = MaxLeases; number >= 0 && left > 0; left--, number = leases.NextByDuid(number))
        {
            if (!leases.TryGet(number, out var lease) || !IsActive(in lease) || !IsOn(lease.Fields.SubnetId, link))
            {
                continue;
            }

            isOfSeveral |= newest >= 0 && lease.Fields.SubnetId != subnet;
            subnet = lease.Fields.SubnetId;
            _found.Add(number);
            if (newest < 0 || lease.Fields.Cltt > heard)
            {
                (newest, heard) = (number, lease.Fields.Cltt);
            }
        }

        return newest;
    }

    /// <summary>Where the client has leases: whoever asks asks again with one of these (RFC 5007 section 4.1.2.5).</summary>
    private void WriteLinks(ref OptionWriter6 to)
    {
        var leases = _server.Leases6!;
        var told = new HashSet<uint>();
        int mark = to.Begin(OptionCode6.LqClientLink);
        foreach (int number in _found)
        {
            if (leases.TryGet(number, out var lease) && told.Add(lease.Fields.SubnetId) && leases.Subnet(lease.Fields.SubnetId) is { } subnet)
            {
                to.Address(subnet.Range.First);
            }
        }

        to.End(mark);
    }

    private void WriteRelays(ref OptionWriter6 to, in Lease6View lease)
    {
        if (!RelayData6.TryWrite(ref to, lease.UserContext))
        {
            _log.Write(LeaseQueryLog.BadRelayInfo6, $"what the lease of {lease.Fields.Address} remembers of relays cannot be read");
        }
    }

    /// <summary>The delegated prefix the address lies in.</summary>
    private bool TryPrefixOf(Ip6 address, Ip6 link, out Lease6View lease)
    {
        foreach (int length in _lengths)
        {
            var first = Ip6.FromNumber(address.Number >> (128 - length) << (128 - length));
            if (_server.Leases6!.TryFind(first, out lease) && lease.Fields.Type == LeaseType.Pd && lease.Fields.PrefixLength == length
                && IsActive(in lease) && IsOn(lease.Fields.SubnetId, link))
            {
                return true;
            }
        }

        lease = default;
        return false;
    }

    private bool IsActive(in Lease6View lease) =>
        lease.Fields.State == LeaseState.Default && lease.Fields.ValidLifetime > 0 && !lease.Fields.IsExpiredAt(_server.Now);

    private bool IsLink(Ip6 link) => _server.Leases6!.SubnetOf(link) is not null;

    private bool IsOn(uint subnetId, Ip6 link) => link.Number == 0 || _server.Leases6!.Subnet(subnetId)?.Contains(link) == true;

    private bool IsInPool(Ip6 address)
    {
        foreach (var subnet in ((Dhcp6Settings)_server.Settings).Subnets)
        {
            if (Has(subnet.Pools, address) || Has(subnet.PdPools, address))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Has(IReadOnlyList<Pool6> pools, Ip6 address)
    {
        foreach (var pool in pools)
        {
            if (pool.Range.Contains(address))
            {
                return true;
            }
        }

        return false;
    }
}
