using SideBySide.Packets;

namespace SideBySide.Comparison;

/// <summary>What stands in a query's bytes, whoever made them: the grounds on which differences are explained.</summary>
internal sealed class QueryFacts
{
    private const int HeaderLength = 236;

    /// <summary>Options that hold one value, and its size; of those the exchanges use.</summary>
    private static readonly (int Size, byte[] Codes)[] Scalars =
    [
        (1, [19, 20, 23, 27, 29, 30, 31, 34, 36, 37, 39, 46, 52, 53, 116, 156, 157]),
        (2, [13, 22, 26, 57]),
        (4, [2, 16, 24, 28, 32, 35, 38, 50, 51, 54, 58, 59, 91, 108, 118, 152, 153, 154, 155]),
    ];

    private readonly Dictionary<byte, List<byte[]>> _options = [];

    public QueryFacts(Query query)
    {
        byte[] bytes = query.ToBytes();
        IsTooShort = bytes.Length < HeaderLength;
        IsBroadcast = query.Envelope.Target == "255.255.255.255";
        AsksFromBroadcastAddress = bytes.AsSpan(Math.Min(12, bytes.Length)).StartsWith((ReadOnlySpan<byte>)[192, 0, 2, 255]);
        HardwareLength = bytes.Length > 2 ? bytes[2] : 0;
        Read(bytes, HeaderLength + 4, bytes.Length);
        if (Has(OptionCode.Overload) && bytes.Length >= HeaderLength)
        {
            int where = Joined(OptionCode.Overload) is [byte one] ? one : 0;
            HidesOptions = where is 1 or 2 or 3;
        }
    }

    /// <summary>Ends before the cookie.</summary>
    public bool IsTooShort { get; }

    public bool IsBroadcast { get; }

    /// <summary>Its ciaddr is the link's broadcast address.</summary>
    public bool AsksFromBroadcastAddress { get; }

    public int HardwareLength { get; }

    /// <summary>Options in the fields sname and file (RFC 2131 section 4.1).</summary>
    public bool HidesOptions { get; }

    public byte Type => Joined(OptionCode.MessageType) is [byte type, ..] ? type : (byte)0;

    /// <summary>An option of one number or address is longer than that, or there more than once.</summary>
    public bool HasOverlongValue =>
        Scalars.Any(scalar => scalar.Codes.Any(code => Joined(code).Length > scalar.Size));

    /// <summary>-1 when there is no option 61.</summary>
    public int ClientIdLength => Has(OptionCode.ClientIdentifier) ? Joined(OptionCode.ClientIdentifier).Length : -1;

    public bool Has(byte code) => _options.ContainsKey(code);

    public int Count(byte code) => _options.GetValueOrDefault(code, []).Count;

    private byte[] Joined(byte code) => [.. _options.GetValueOrDefault(code, []).SelectMany(body => body)];

    private void Read(byte[] bytes, int at, int end)
    {
        while (at < end && bytes[at] != OptionCode.End)
        {
            if (bytes[at] == 0)
            {
                at++;
                continue;
            }

            if (at + 1 >= end || at + 2 + bytes[at + 1] > end)
            {
                return;
            }

            if (!_options.TryGetValue(bytes[at], out List<byte[]>? bodies))
            {
                _options[bytes[at]] = bodies = [];
            }

            bodies.Add(bytes[(at + 2)..(at + 2 + bytes[at + 1])]);
            at += 2 + bytes[at + 1];
        }
    }
}
