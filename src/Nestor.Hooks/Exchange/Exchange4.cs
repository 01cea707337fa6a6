using Nestor.Hooks.Points;
using Nestor.Model.Classes;
using Nestor.Model.Hosts;
using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.Hooks.Exchange;

/// <summary>
/// All that is known about one DHCPv4 query so far. One object serves one query after the other; what must outlive
/// the pipeline is copied out of it.
/// </summary>
public sealed class Exchange4 : IExchange
{
    /// <summary>The query as it was decoded.</summary>
    public Packet4 Query { get; } = new();

    /// <summary>Where the query came from.</summary>
    public Arrival4 Arrival;

    /// <summary>The DHCPv6 message the query came in (RFC 7341); null when it came by itself.</summary>
    public Envelope4o6? Envelope { get; private set; }

    /// <summary>The configuration this query is answered by, from its first stage to its last.</summary>
    public Dhcp4Settings Settings { get; set; } = null!;

    /// <summary>Option 53 of the query.</summary>
    public MessageType4 MessageType { get; set; }

    /// <summary>The classes the client is in so far.</summary>
    public ClassSet Classes { get; } = new();

    /// <summary>The subnet chosen first; the allocation may move on to another of the same shared network.</summary>
    public Subnet4? SelectedSubnet { get; set; }

    /// <summary>The subnet the client is served from.</summary>
    public Subnet4? Subnet { get; set; }

    /// <summary>The pool the lease's address lies in; null for one outside of all pools.</summary>
    public Pool4? Pool { get; set; }

    /// <summary>The client's global reservation.</summary>
    public Reservation4? GlobalHost { get; set; }

    /// <summary>The client's reservation in <see cref="Subnet"/>.</summary>
    public Reservation4? SubnetHost { get; set; }

    /// <summary>The reservation that counts: that of the subnet before the global one.</summary>
    public Reservation4? Host => SubnetHost ?? GlobalHost;

    /// <summary>Option 61 when it is there and can be used (RFC 2132 section 9.14: at least 2 bytes), else empty.</summary>
    public ReadOnlySpan<byte> ClientId =>
        Query.TryOption(OptionCode4.ClientIdentifier, out var id) && id.Length >= 2 ? id : default;

    /// <summary>Option 50, or ciaddr without it; zero when the client named no address.</summary>
    public Ip4 RequestedAddress { get; set; }

    /// <summary>What will be sent back; <see cref="MessageType4.None"/> sends nothing.</summary>
    public MessageType4 ReplyType { get; set; }

    public bool HasReply => ReplyType != MessageType4.None || Answer.IsThere;

    /// <summary>The address offered or assigned; zero in a NAK and in the answer to an INFORM.</summary>
    public Ip4 Yiaddr { get; set; }

    /// <summary>Lease time in the reply, in seconds.</summary>
    public uint ReplyLifetime { get; set; }

    /// <summary>The client came back early and is told what is left of its lease, which is not written again.</summary>
    public bool IsLeaseReused { get; set; }

    /// <summary>The reply may go only after the batch's changes are durable.</summary>
    public bool NeedsCommit { get; set; }

    /// <summary>A DISCOVER is answered by an ACK (RFC 4039).</summary>
    public bool IsRapidCommit { get; set; }

    /// <summary>The reply tells the client the nonce that its lease was just stored with (RFC 6704).</summary>
    public bool TellsNonce { get; set; }

    /// <summary>What the relay said is not of the query but of the client's lease (<c>stash-agent-options</c>).</summary>
    public bool IsAgentStashed { get; set; }

    /// <summary>No pool and no reservation knows the address the client asks for: it is not answered.</summary>
    public bool IsRequestedAddressUnknown { get; set; }

    /// <summary>The name its lease is stored with.</summary>
    public ClientName Name { get; } = new();

    /// <summary>What libraries say the client is to be known by, where flex-id counts.</summary>
    public LibraryIdentifier Identifier { get; } = new();

    /// <summary>What a library answers by itself.</summary>
    public LibraryAnswer<MessageType4> Answer { get; } = new();

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

    private Envelope4o6? _envelope;

    /// <summary>The query came in a DHCPv6 message, which is to be read into this.</summary>
    public Envelope4o6 OpenEnvelope() => Envelope = _envelope ??= new Envelope4o6();

    /// <summary>Copies the query's bytes, so that it outlives the batch it came with.</summary>
    public void Keep()
    {
        Envelope?.Keep(ref Arrival);
        byte[] own = Query.Keep();
        if (Envelope is null)
        {
            Arrival.Buffer = own;
            Arrival.Start = 0;
            Arrival.Length = own.Length;
        }
    }

    /// <summary>Makes the object ready for the next query.</summary>
    public void Start(in Arrival4 arrival, Dhcp4Settings settings)
    {
        Arrival = arrival;
        Settings = settings;
        Envelope = null;
        MessageType = MessageType4.None;
        Classes.Clear(settings.Classes.Names);
        SelectedSubnet = null;
        Subnet = null;
        Pool = null;
        GlobalHost = null;
        SubnetHost = null;
        RequestedAddress = default;
        ReplyType = MessageType4.None;
        Yiaddr = default;
        ReplyLifetime = 0;
        IsLeaseReused = false;
        NeedsCommit = false;
        IsRapidCommit = false;
        TellsNonce = false;
        IsAgentStashed = false;
        IsRequestedAddressUnknown = false;
        Name.Start(null);
        Identifier.Clear();
        Answer.Clear();
        Data.Clear();
        Ticket = 0;
        ReadAt = 0;
        StartedAt = 0;
        Parked = null;
    }
}
