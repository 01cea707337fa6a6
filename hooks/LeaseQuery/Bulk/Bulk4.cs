using System.Text;
using Nestor.Hooks.Services;
using Nestor.Model.Leases;
using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace StandardLibraries.LeaseQuery.Bulk;

/// <summary>A DHCPBULKLEASEQUERY (RFC 6926): every active lease that fits is told of, in a message each.</summary>
internal sealed class Bulk4 : IBulkAnswer
{
    private const byte StatusCode = 151;
    private const byte StartTime = 154;
    private const byte EndTime = 155;
    private const byte VirtualSubnet = 221;
    private const byte MalformedQuery = 3;
    private const byte NotAllowed = 4;

    /// <summary>Leases that are looked at in one turn.</summary>
    private const int MaxLooks = 4000;

    private readonly IHookServer _server;
    private readonly Ip4 _identifier;
    private readonly Packet4 _query;
    private readonly byte[] _room = new byte[Message4.MaxLength];
    private readonly byte[] _mark = [];
    private readonly byte[] _hardware = [];
    private readonly byte[] _clientId = [];
    private readonly uint _from;
    private readonly uint _until = uint.MaxValue;
    private readonly byte _status;
    private readonly string _text = "";
    private int _at;

    private Bulk4(IHookServer server, Ip4 identifier, Packet4 query)
    {
        _server = server;
        _identifier = identifier;
        _query = query;
        _hardware = query.Chaddr.ToArray();
        _clientId = query.TryOption(OptionCode4.ClientIdentifier, out var id) ? id.ToArray() : [];
        _from = query.TryUInt32Option(StartTime, out uint from) ? from : 0;
        _until = query.TryUInt32Option(EndTime, out uint until) ? until : uint.MaxValue;
        if (query.TryRai(RaiCode.RelayId, out var relay) && !relay.IsEmpty)
        {
            _mark = Mark("relay-id", relay);
        }

        bool hasRemote = query.TryRai(RaiCode.RemoteId, out var remote) && !remote.IsEmpty;
        int asked = Count(_hardware.Length > 0) + Count(_clientId.Length > 0) + Count(_mark.Length > 0) + Count(hasRemote);
        if (hasRemote)
        {
            _mark = Mark("remote-id", remote);
        }

        (_status, _text) = query.HasOption(VirtualSubnet) ? (NotAllowed, "there are no virtual subnets")
            : asked > 1 || !query.Ciaddr.IsZero ? (MalformedQuery, "it has to ask by one thing, and not by an address")
            : asked == 0 ? (NotAllowed, "all addresses cannot be asked for")
            : ((byte)0, "");
    }

    /// <summary>Null for what is no bulk query.</summary>
    /// <param name="identifier">Option 54 of the answers.</param>
    public static IBulkAnswer? Begin(IHookServer server, Ip4 identifier, byte[] message)
    {
        var query = new Packet4();
        return query.Decode(message, 0, message.Length) == DecodeError.None && query is { Op: 1, MessageType: MessageType4.BulkLeaseQuery }
            ? new Bulk4(server, identifier, query)
            : null;
    }

    public bool Next(List<byte[]> to, int most)
    {
        var leases = _server.Leases4!;
        int limit = _status == 0 ? leases.NumberLimit : 0;
        for (int looks = 0; _at < limit; looks++, _at++)
        {
            if (looks == MaxLooks || to.Count >= most)
            {
                return true;
            }

            if (leases.TryGet(_at, out var lease) && Fits(in lease))
            {
                int length = Message4.WriteActive(
                    _room, _query, _identifier, in lease, leases.Subnet(lease.Fields.SubnetId), _server.Now, [], hasBaseTime: true);
                to.Add(_room[..length]);
            }
        }

        byte[] status = _status == 0 ? [] : [_status, .. Encoding.ASCII.GetBytes(_text)];
        to.Add(_room[..Message4.WriteDone(_room, _query, _identifier, StatusCode, status)]);
        return false;
    }

    private bool Fits(in Lease4View lease) =>
        lease.Fields.State == LeaseState.Default && lease.Fields.ValidLifetime > 0 && !lease.Fields.IsExpiredAt(_server.Now)
        && lease.Fields.Cltt >= _from && lease.Fields.Cltt <= _until
        && (_hardware.Length == 0 || lease.HardwareAddress.SequenceEqual(_hardware))
        && (_clientId.Length == 0 || lease.ClientId.SequenceEqual(_clientId))
        && (_mark.Length == 0 || lease.UserContext.IndexOf(_mark) >= 0);

    private static int Count(bool isSo) => isSo ? 1 : 0;

    private static byte[] Mark(string kind, ReadOnlySpan<byte> id) => Encoding.ASCII.GetBytes($"\"{kind}\": \"{Convert.ToHexString(id)}\"");
}
