using System.Net;
using SideBySide.Net;

namespace SideBySide.Packets;

/// <summary>What one relay agent wraps around a message (RFC 8415 section 9.1).</summary>
/// <param name="Link">Zero, or an address of the link that the client is on.</param>
/// <param name="Peer">Whom the relay heard it from.</param>
internal sealed record Hop6(string Link, string Peer, IReadOnlyList<Option6> Options)
{
    /// <summary>Null counts the hops below.</summary>
    public byte? Count { get; init; }

    /// <summary>The options stand behind the relayed message; most relays put them before it.</summary>
    public bool IsMessageFirst { get; init; }
}

/// <summary>One DHCPv6 message to a server, every field free to be wrong.</summary>
internal sealed class Query6 : Message
{
    /// <summary>In front of a relay message's options (RFC 9915 section 9).</summary>
    public const int RelayHeader = 34;

    public byte Type { get; set; }
    public List<Option6> Options { get; private set; } = [];

    /// <summary>The one next to the client comes first.</summary>
    public List<Hop6> Hops { get; private set; } = [];

    public Query6 Clone()
    {
        var copy = (Query6)MemberwiseClone();
        copy.Options = [.. Options];
        copy.Hops = [.. Hops];
        return copy;
    }

    public Query6 Add(Option6 option)
    {
        Options.Add(option);
        return this;
    }

    public Query6 Add(ushort code, params byte[] body) => Add(new Option6(code, body));

    public Query6 Remove(ushort code)
    {
        Options.RemoveAll(option => option.Code == code);
        return this;
    }

    public Query6 Set(Option6 option)
    {
        int index = Options.FindIndex(o => o.Code == option.Code);
        if (index < 0)
        {
            return Add(option);
        }

        Options[index] = option;
        return this;
    }

    /// <summary>The options of the client's own message as they were sent, however a mutation left them; none when it can't be read.</summary>
    public IReadOnlyList<Option6> SentOptions()
    {
        ReadOnlySpan<byte> message = ToBytes();
        while (message is [MessageType6.RelayForward, ..] && message.Length >= RelayHeader)
        {
            byte[]? inside = Option6.Decode(message[RelayHeader..], out _).Find(o => o.Code == OptionCode6.RelayMessage)?.Body;
            if (inside is null)
            {
                return [];
            }

            message = inside;
        }

        return message.Length < 4 ? [] : Option6.Decode(message[4..], out _);
    }

    public override byte[] ToBytes() => Verbatim ?? Compose(TransactionId);

    public override byte[] ToFrame() => Frame6.Build(Envelope, ToBytes());

    public override byte[] ToDistinctBytes() => Verbatim ?? Compose(0);

    public override Query6 WithTransaction(uint transaction)
    {
        Query6 copy = Clone();
        copy.TransactionId = transaction;
        return copy;
    }

    private byte[] Compose(uint transaction)
    {
        byte[] message =
            [Type, (byte)(transaction >> 16), (byte)(transaction >> 8), (byte)transaction, .. Option6.Encode(Options)];
        byte count = 0;
        foreach (Hop6 hop in Hops)
        {
            byte[] options = Option6.Encode(hop.Options);
            byte[] inside = Option6.Encode([new(OptionCode6.RelayMessage, message)]);
            message =
            [
                MessageType6.RelayForward, hop.Count ?? count,
                .. IPAddress.Parse(hop.Link).GetAddressBytes(), .. IPAddress.Parse(hop.Peer).GetAddressBytes(),
                .. hop.IsMessageFirst ? inside : options, .. hop.IsMessageFirst ? options : inside,
            ];
            count++;
        }

        return message;
    }
}
