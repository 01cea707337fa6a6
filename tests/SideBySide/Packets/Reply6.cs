using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using SideBySide.Net;

namespace SideBySide.Packets;

/// <summary>A DHCPv6 server's answer taken apart into named fields, options and what is in them in their order.</summary>
internal sealed class Reply6 : Answer
{
    private const int DeepestRelay = 40;

    private Reply6(byte[] frame)
        : base(frame)
    {
    }

    public byte Type { get; private set; }

    /// <summary>Of the message itself, not of its relays.</summary>
    public List<Option6> Options { get; private set; } = [];

    public byte[]? ServerId => Options.FirstOrDefault(option => option.Code == OptionCode6.ServerId)?.Body;

    /// <summary>All addresses given, in any IA_NA.</summary>
    public IReadOnlyList<string> Addresses =>
        [.. Given(OptionCode6.IaNa, OptionCode6.IaAddress).Where(body => body.Length >= 24 && Valid(body, 20) > 0)
            .Select(body => new IPAddress(body.AsSpan(0, 16)).ToString())];

    /// <summary>All prefixes given, in any IA_PD.</summary>
    public IReadOnlyList<string> Prefixes =>
        [.. Given(OptionCode6.IaPd, OptionCode6.IaPrefix).Where(body => body.Length >= 25 && Valid(body, 4) > 0)
            .Select(body => $"{new IPAddress(body.AsSpan(9, 16))}/{body[8]}")];

    /// <summary>Null when the frame is no UDP datagram from a DHCPv6 server port.</summary>
    public static Reply6? Parse(ReadOnlySpan<byte> frame)
    {
        if (!Frame6.IsUdp(frame))
        {
            return null;
        }

        ReadOnlySpan<byte> ip = frame[14..];
        int length = BinaryPrimitives.ReadUInt16BigEndian(ip[4..]);
        if (length < 8 || 40 + length > ip.Length)
        {
            return null;
        }

        var reply = new Reply6(frame.ToArray());
        reply.ReadOuter(frame, ip[..(40 + length)]);
        reply.ReadMessage(ip.Slice(48, length - 8), 0);
        return reply;
    }

    public override string ToString() => string.Join(' ', Fields.Select(f => $"{f.Name}={f.Value}"));

    private static uint Valid(byte[] body, int at) => BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(at));

    private IEnumerable<byte[]> Given(ushort association, ushort code) =>
        Options.Where(option => option.Code == association && option.Body.Length >= 12)
            .SelectMany(option => Option6.Decode(option.Body.AsSpan(12), out _))
            .Where(option => option.Code == code)
            .Select(option => option.Body);

    private void ReadOuter(ReadOnlySpan<byte> frame, ReadOnlySpan<byte> ip)
    {
        Add("eth.dst", Frame.FormatMac(frame[..6]));
        Add("eth.src", Frame.FormatMac(frame.Slice(6, 6)));
        Add("ip.hops", Text(ip[7]));
        Add("ip.src", new IPAddress(ip.Slice(8, 16)).ToString());
        Add("ip.dst", new IPAddress(ip.Slice(24, 16)).ToString());
        Add("udp.src", Text(BinaryPrimitives.ReadUInt16BigEndian(ip[40..])));
        Add("udp.dst", Text(BinaryPrimitives.ReadUInt16BigEndian(ip[42..])));
        Add("udp.checksum", Frame6.IsUdpSumRight(ip) ? "right" : "wrong");
    }

    private void ReadMessage(ReadOnlySpan<byte> message, int depth)
    {
        if (message.Length >= 34 && message[0] is MessageType6.RelayReply or MessageType6.RelayForward && depth < DeepestRelay)
        {
            string name = $"relay{depth}";
            Add(name + ".type", Text(message[0]));
            Add(name + ".hop-count", Text(message[1]));
            Add(name + ".link", new IPAddress(message.Slice(2, 16)).ToString());
            Add(name + ".peer", new IPAddress(message.Slice(18, 16)).ToString());
            List<Option6> around = Option6.Decode(message[34..], out byte[] rest);
            AddOptions(name + ".", around.Where(option => option.Code != OptionCode6.RelayMessage), rest);
            Add(name + ".order", string.Join(',', around.Select(option => option.Code)));
            if (around.Find(option => option.Code == OptionCode6.RelayMessage) is { } inside)
            {
                ReadMessage(inside.Body, depth + 1);
            }

            return;
        }

        if (message.Length < 4)
        {
            Add("message", Convert.ToHexStringLower(message));
            return;
        }

        Type = message[0];
        TransactionId = BinaryPrimitives.ReadUInt32BigEndian(message) & 0xffffff;
        Add("type", Text(Type));
        Options = Option6.Decode(message[4..], out byte[] left);
        AddOptions("", Options, left);
        Add("option order", string.Join(',', Options.Select(option => option.Code)));
    }

    /// <summary>Those that occur again are told apart by a number.</summary>
    private void AddOptions(string before, IEnumerable<Option6> options, byte[] rest)
    {
        var seen = new Dictionary<ushort, int>();
        foreach (Option6 option in options)
        {
            int number = seen[option.Code] = seen.GetValueOrDefault(option.Code) + 1;
            AddOption($"{before}option {option.Code}{(number > 1 ? $"#{number}" : "")}", option);
        }

        if (rest.Length > 0)
        {
            Add(before + "rest", Convert.ToHexStringLower(rest));
        }
    }

    private void AddOption(string name, Option6 option)
    {
        byte[] body = option.Body;
        switch (option.Code)
        {
            case OptionCode6.IaNa or OptionCode6.IaPd when body.Length >= 12:
                Add(name + "/iaid", Text(Valid(body, 0)));
                Add(name + "/t1", Text(Valid(body, 4)));
                Add(name + "/t2", Text(Valid(body, 8)));
                AddInside(name, body, 12);
                break;
            case OptionCode6.IaAddress when body.Length >= 24:
                Add(name + "/address", new IPAddress(body.AsSpan(0, 16)).ToString());
                Add(name + "/preferred", Text(Valid(body, 16)));
                Add(name + "/valid", Text(Valid(body, 20)));
                AddInside(name, body, 24);
                break;
            case OptionCode6.IaPrefix when body.Length >= 25:
                Add(name + "/preferred", Text(Valid(body, 0)));
                Add(name + "/valid", Text(Valid(body, 4)));
                Add(name + "/prefix", $"{new IPAddress(body.AsSpan(9, 16))}/{body[8]}");
                AddInside(name, body, 25);
                break;
            case OptionCode6.StatusCode when body.Length >= 2:
                Add(name + "/status", Text(BinaryPrimitives.ReadUInt16BigEndian(body)));
                Add(name + "/words", Convert.ToHexStringLower(body.AsSpan(2)));
                break;
            default:
                Add(name, Convert.ToHexStringLower(body));
                break;
        }
    }

    private void AddInside(string name, byte[] body, int at)
    {
        List<Option6> inside = Option6.Decode(body.AsSpan(at), out byte[] rest);
        AddOptions(name + "/", inside, rest);
        if (inside.Count > 1)
        {
            Add(name + "/order", string.Join(',', inside.Select(option => option.Code)));
        }
    }

    private static string Text(uint value) => value.ToString(CultureInfo.InvariantCulture);
}
