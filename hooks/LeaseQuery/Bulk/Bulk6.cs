using System.Globalization;
using Nestor.Hooks.Services;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace StandardLibraries.LeaseQuery.Bulk;

/// <summary>A LEASEQUERY over TCP (RFC 5460): every active lease that fits is told of, in a message each.</summary>
internal sealed class Bulk6 : IBulkAnswer
{
    private const byte ByAddress = 1;
    private const byte ByClientId = 2;
    private const byte ByRelayId = 3;
    private const byte ByLinkAddress = 4;
    private const byte ByRemoteId = 5;
    private const int HeadLength = 1 + Ip6.Length;

    /// <summary>Leases that are looked at in one turn.</summary>
    private const int MaxLooks = 4000;

    private readonly IHookServer _server;
    private readonly byte[] _serverDuid;
    private readonly byte[] _clientId;
    private readonly uint _transaction;
    private readonly byte[] _room = new byte[ushort.MaxValue];
    private readonly HashSet<uint>? _subnets;
    private readonly byte[] _duid = [];
    private readonly byte[] _mark = [];
    private readonly Ip6? _address;
    private StatusCode6 _status;
    private string _text = "";
    private int _at;
    private bool _isBegun;

    private Bulk6(IHookServer server, byte[] serverDuid, in Packet6 query, ReadOnlySpan<byte> asked)
    {
        _server = server;
        _serverDuid = serverDuid;
        _transaction = query.TransactionId;
        query.TryOption(OptionCode6.ClientId, out var client);
        _clientId = client.ToArray();
        var link = Ip6.Read(asked[1..]);
        var options = asked[HeadLength..];
        ushort wanted = asked[0] switch
        {
            ByAddress => OptionCode6.IaAddr,
            ByClientId => OptionCode6.ClientId,
            ByRelayId => OptionCode6.RelayId,
            ByRemoteId => OptionCode6.RemoteId,
            _ => 0,
        };
        ReadOnlySpan<byte> body = default;
        if (asked[0] is < ByAddress or > ByRemoteId)
        {
            Fail(StatusCode6.UnknownQueryType, "unknown query-type");
        }
        else if (wanted != 0 && (!OptionCursor6.TryFind(options, wanted, out body) || body.Length < (wanted == OptionCode6.IaAddr ? Ip6.Length : 1)))
        {
            Fail(StatusCode6.MalformedQuery, "missing what to ask by");
        }
        else if (link.Number != 0)
        {
            _subnets = [.. ((Nestor.Model.Settings.Dhcp6Settings)server.Settings).Subnets.Where(s => s.Contains(link)).Select(s => s.Id)];
            if (_subnets.Count == 0)
            {
                Fail(StatusCode6.NotConfigured, "not a configured link");
            }
        }
        else if (asked[0] == ByLinkAddress)
        {
            Fail(StatusCode6.NotConfigured, "not a configured link");
        }

        _address = wanted == OptionCode6.IaAddr && body.Length >= Ip6.Length ? Ip6.Read(body) : null;
        _duid = wanted == OptionCode6.ClientId ? body.ToArray() : [];
        string kind = wanted == OptionCode6.RelayId ? "relay-id" : "remote-id";
        _mark = wanted is OptionCode6.RelayId or OptionCode6.RemoteId
            ? System.Text.Encoding.ASCII.GetBytes($"\"{kind}\": \"{Convert.ToHexString(body)}\"")
            : [];
    }

    /// <summary>Null for what is no lease query to this server.</summary>
    public static IBulkAnswer? Begin(IHookServer server, byte[] serverDuid, byte[] message)
    {
        if (message is not [(byte)MessageType6.LeaseQuery, ..] || Packet6.Read(message, out var query) != DecodeError.None
            || !query.HasOption(OptionCode6.ClientId)
            || (query.TryOption(OptionCode6.ServerId, out var named) && !named.SequenceEqual(serverDuid))
            || !query.TryOption(OptionCode6.LqQuery, out var asked) || asked.Length < HeadLength)
        {
            return null;
        }

        return new Bulk6(server, serverDuid, in query, asked);
    }

    public bool Next(List<byte[]> to, int most)
    {
        var leases = _server.Leases6!;
        int limit = _status != StatusCode6.Success ? 0 : _address is null ? leases.NumberLimit : 1;
        for (int looks = 0; _at < limit; looks++, _at++)
        {
            if (looks == MaxLooks || to.Count >= most)
            {
                return true;
            }

            bool isThere = _address is { } address ? leases.TryFind(address, out var lease) : leases.TryGet(_at, out lease);
            if (isThere && Fits(in lease))
            {
                to.Add(Tell(in lease));
                _isBegun = true;
            }
        }

        to.Add(End());
        return false;
    }

    private void Fail(StatusCode6 status, string text) => (_status, _text) = (status, text);

    private bool Fits(in Lease6View lease) =>
        lease.Fields.State == LeaseState.Default && lease.Fields.ValidLifetime > 0 && !lease.Fields.IsExpiredAt(_server.Now)
        && _subnets?.Contains(lease.Fields.SubnetId) != false
        && (_duid.Length == 0 || lease.Duid.SequenceEqual(_duid))
        && (_mark.Length == 0 || Has(lease.UserContext));

    private bool Has(ReadOnlySpan<byte> context) => context.IndexOf(_mark) >= 0;

    /// <summary>The first lease comes with the reply, the others as data.</summary>
    private byte[] Tell(in Lease6View lease)
    {
        var writer = new OptionWriter6(_room);
        Head(ref writer, _isBegun ? MessageType6.LeaseQueryData : MessageType6.LeaseQueryReply);
        int mark = ClientData6.Begin(ref writer, in lease, _server.Now);
        ClientData6.Write(ref writer, in lease, _server.Now);
        writer.End(mark);
        RelayData6.TryWrite(ref writer, lease.UserContext);
        return writer.Written.ToArray();
    }

    /// <summary>Done; or, where there is nothing, a reply that says why.</summary>
    private byte[] End()
    {
        var writer = new OptionWriter6(_room);
        Head(ref writer, _isBegun ? MessageType6.LeaseQueryDone : MessageType6.LeaseQueryReply);
        if (!_isBegun)
        {
            StatusOption6.Write(ref writer, _status, System.Text.Encoding.ASCII.GetBytes(_text));
        }

        return writer.Written.ToArray();
    }

    private void Head(ref OptionWriter6 writer, MessageType6 type)
    {
        writer.Message(type, _transaction);
        if (type == MessageType6.LeaseQueryReply)
        {
            writer.Option(OptionCode6.ServerId, _serverDuid);
            writer.Option(OptionCode6.ClientId, _clientId);
        }
    }
}
