using Nestor.Hooks.Points;
using Nestor.Model.Classes;
using Nestor.Model.Hosts;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Hooks.Exchange;

/// <summary>
/// All that is known about one DHCPv6 query so far. One object serves one query after the other; what must outlive
/// the pipeline is copied out of it.
/// </summary>
public sealed class Exchange6 : IExchange
{
    private readonly byte[] _hardware = new byte[20];
    private int _hardwareLength;

    /// <summary>The datagram as it was decoded: relays, and the client's message inside.</summary>
    public RelayChain6 Chain { get; } = new();

    /// <summary>The client's message.</summary>
    public Packet6 Query => Chain.Message;

    /// <summary>Where the query came from.</summary>
    public Arrival6 Arrival;

    /// <summary>The configuration this query is answered by, from its first stage to its last.</summary>
    public Dhcp6Settings Settings { get; set; } = null!;

    public MessageType6 MessageType { get; set; }

    /// <summary>The classes the client is in so far.</summary>
    public ClassSet Classes { get; } = new();

    /// <summary>The client's DUID; empty when it sent none.</summary>
    public ReadOnlySpan<byte> Duid => Query.TryOption(OptionCode6.ClientId, out var duid) ? duid : default;

    /// <summary>The client's hardware address by the first of mac-sources that has one; empty when unknown.</summary>
    public ReadOnlySpan<byte> HardwareAddress => _hardware.AsSpan(0, _hardwareLength);

    public ushort HardwareType { get; private set; }

    public HardwareSource HardwareSource { get; private set; }

    /// <summary>The subnet chosen first; the allocation may move on to another of the same shared network.</summary>
    public Subnet6? SelectedSubnet { get; set; }

    /// <summary>The subnet the client is served from.</summary>
    public Subnet6? Subnet { get; set; }

    /// <summary>The client's global reservation.</summary>
    public Reservation6? GlobalHost { get; set; }

    /// <summary>The client's reservation in <see cref="Subnet"/>.</summary>
    public Reservation6? SubnetHost { get; set; }

    /// <summary>The reservation that counts: that of the subnet before the global one.</summary>
    public Reservation6? Host => SubnetHost ?? GlobalHost;

    /// <summary>Pools that gave this client something, in that order; their options count.</summary>
    public List<Pool6> Pools { get; } = [];

    /// <summary>What its IAs were given so far: no two of them get the same.</summary>
    public List<Prefix6> Given { get; } = [];

    /// <summary>What will be sent back; <see cref="MessageType6.None"/> sends nothing.</summary>
    public MessageType6 ReplyType { get; set; }

    public bool HasReply => ReplyType != MessageType6.None || Answer.IsThere;

    /// <summary>The reply may go only after the batch's changes are durable.</summary>
    public bool NeedsCommit { get; set; }

    /// <summary>A SOLICIT is answered by a REPLY (RFC 9915 section 18.3.1).</summary>
    public bool IsRapidCommit { get; set; }

    /// <summary>Nothing is written: what is said is an offer.</summary>
    public bool IsOffer => MessageType == MessageType6.Solicit && !IsRapidCommit;

    /// <summary>The name its leases are stored with.</summary>
    public ClientName Name { get; } = new();

    /// <summary>What libraries say the client is to be known by, where flex-id counts.</summary>
    public LibraryIdentifier Identifier { get; } = new();

    /// <summary>What a library answers by itself.</summary>
    public LibraryAnswer<MessageType6> Answer { get; } = new();

    /// <summary>What libraries keep about the query.</summary>
    public LibraryData Data { get; } = new();

    /// <summary>Set while somebody wants to know how the query is decided.</summary>
    public Trace? Trace { get; set; }

    /// <summary>What the query is known by while it is parked; set by the stage that parks it.</summary>
    public long Ticket { get; set; }

    public ParkedParties? Parked { get; set; }

    public int FirstChange { get; set; }

    public long ReadAt { get; set; }

    public long StartedAt { get; set; }

    /// <summary>At most 20 bytes are kept.</summary>
    public void SetHardwareAddress(ReadOnlySpan<byte> address, ushort type, HardwareSource source)
    {
        _hardwareLength = Math.Min(address.Length, _hardware.Length);
        address[.._hardwareLength].CopyTo(_hardware);
        HardwareType = type;
        HardwareSource = source;
    }

    /// <summary>Copies the query's bytes, so that it outlives the batch it came with.</summary>
    public void Keep()
    {
        Arrival.Buffer = Chain.Keep();
        Arrival.Start = 0;
        Arrival.Length = Arrival.Buffer.Length;
    }

    /// <summary>Makes the object ready for the next query.</summary>
    public void Start(in Arrival6 arrival, Dhcp6Settings settings)
    {
        Arrival = arrival;
        Settings = settings;
        MessageType = MessageType6.None;
        Classes.Clear(settings.Classes.Names);
        SelectedSubnet = null;
        Subnet = null;
        GlobalHost = null;
        SubnetHost = null;
        Pools.Clear();
        Given.Clear();
        ReplyType = MessageType6.None;
        NeedsCommit = false;
        IsRapidCommit = false;
        Name.Start(null);
        Identifier.Clear();
        Answer.Clear();
        Data.Clear();
        _hardwareLength = 0;
        HardwareType = 0;
        HardwareSource = HardwareSource.Unknown;
        Ticket = 0;
        ReadAt = 0;
        StartedAt = 0;
        Parked = null;
    }
}
