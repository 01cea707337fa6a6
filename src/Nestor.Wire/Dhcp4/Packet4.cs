using System.Buffers.Binary;
using Nestor.Wire.Cursor;
using Nestor.Wire.Values;

namespace Nestor.Wire.Dhcp4;

/// <summary>
/// A DHCPv4 message decoded in place (RFC 2131 section 2): it keeps where each option stands in the caller's buffer
/// and copies nothing, except options that were split (RFC 3396), which are joined in a buffer of its own. One
/// object serves any number of packets, one after the other, without allocation.
/// </summary>
public sealed class Packet4
{
    /// <summary>The fixed header up to and without the cookie.</summary>
    public const int HeaderLength = 236;

    /// <summary>Longest hardware address the header holds.</summary>
    public const int MaxHardwareLength = 16;

    private const uint Cookie = 0x63825363;
    private const int MaxInstances = 1024;

    private readonly OptionAreas4 _options = new();
    private byte[] _buffer = [];
    private int _start;
    private int _length;

    public byte Op => _buffer[_start];

    public byte Htype => _buffer[_start + 1];

    /// <summary>Length of the hardware address, 0 to 16.</summary>
    public byte Hlen => _buffer[_start + 2];

    public byte Hops => _buffer[_start + 3];

    public uint Xid => BinaryPrimitives.ReadUInt32BigEndian(_buffer.AsSpan(_start + 4));

    public ushort Secs => BinaryPrimitives.ReadUInt16BigEndian(_buffer.AsSpan(_start + 8));

    public ushort Flags => BinaryPrimitives.ReadUInt16BigEndian(_buffer.AsSpan(_start + 10));

    public bool IsBroadcastFlagSet => (Flags & 0x8000) != 0;

    public Ip4 Ciaddr => Ip4.Read(_buffer.AsSpan(_start + 12));

    public Ip4 Yiaddr => Ip4.Read(_buffer.AsSpan(_start + 16));

    public Ip4 Siaddr => Ip4.Read(_buffer.AsSpan(_start + 20));

    public Ip4 Giaddr => Ip4.Read(_buffer.AsSpan(_start + 24));

    public bool IsRelayed => !Giaddr.IsZero;

    /// <summary>The client's hardware address, as long as <see cref="Hlen"/> says.</summary>
    public ReadOnlySpan<byte> Chaddr => _buffer.AsSpan(_start + 28, Hlen);

    /// <summary>All 64 bytes of the server name field.</summary>
    public ReadOnlySpan<byte> Sname => _buffer.AsSpan(_start + 44, 64);

    /// <summary>All 128 bytes of the boot file field.</summary>
    public ReadOnlySpan<byte> File => _buffer.AsSpan(_start + 108, 128);

    /// <summary>The whole message as it came.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(_start, _length);

    /// <summary>Option 53, or <see cref="MessageType4.None"/> when there is none or its length is not 1.</summary>
    public MessageType4 MessageType =>
        TryOption(OptionCode4.MessageType, out var body) && body.Length == 1 ? (MessageType4)body[0] : MessageType4.None;

    /// <summary>True when the options could not be read to their end; what stood before can be used.</summary>
    public bool IsOptionAreaTruncated { get; private set; }

    /// <summary>Decodes a message that stays in <paramref name="buffer"/> for as long as this object is read.</summary>
    public DecodeError Decode(byte[] buffer, int start, int length)
    {
        _buffer = buffer;
        _start = start;
        _length = length;
        _options.Reset(buffer);
        IsOptionAreaTruncated = false;
        if (length < HeaderLength)
        {
            return DecodeError.Truncated;
        }

        if (Hlen > MaxHardwareLength)
        {
            return DecodeError.BadHardwareLength;
        }

        if (length < HeaderLength + 4
            || BinaryPrimitives.ReadUInt32BigEndian(buffer.AsSpan(start + HeaderLength)) != Cookie)
        {
            return DecodeError.BadCookie;
        }

        int budget = MaxInstances;
        bool isWhole = _options.Scan(start + HeaderLength + 4, start + length, ref budget);
        if (_options.TryGet(OptionCode4.Overload, out var overload) && overload.Length == 1)
        {
            // RFC 2131 section 4.1: the file field is read first, then the server name field.
            if ((overload[0] & 1) != 0)
            {
                isWhole &= _options.Scan(start + 108, start + 108 + 128, ref budget);
            }

            if ((overload[0] & 2) != 0)
            {
                isWhole &= _options.Scan(start + 44, start + 44 + 64, ref budget);
            }
        }

        IsOptionAreaTruncated = !isWhole;
        return budget < 0 ? DecodeError.OverBudget : DecodeError.None;
    }

    /// <summary>Copies the bytes, so that the message outlives the buffer it was decoded in; options that were added stay.</summary>
    /// <returns>The copy, which starts with the message.</returns>
    public byte[] Keep()
    {
        byte[] own = Bytes.ToArray();
        _options.Move(own, _start);
        _buffer = own;
        _start = 0;
        return own;
    }

    /// <summary>Codes of all options, each once.</summary>
    public ReadOnlySpan<byte> OptionCodes => _options.Present;

    /// <summary>The body of an option; the parts of a split one are joined (RFC 3396 section 7).</summary>
    public bool TryOption(byte code, out ReadOnlySpan<byte> body) => _options.TryGet(code, out body);

    /// <summary>
    /// Gives the message an option that it has not, as if it had come with it; the bytes stay as they are. False when it
    /// has one.
    /// </summary>
    public bool TryAddOption(byte code, ReadOnlySpan<byte> body) => _options.TryPut(code, body);

    /// <summary>
    /// Gives the message an option, in the place of what it has of this code, as if it had come so; the bytes stay as they
    /// are. False when there is no room, and then it has none.
    /// </summary>
    public bool TrySetOption(byte code, ReadOnlySpan<byte> body)
    {
        _options.Remove(code);
        return _options.TryPut(code, body);
    }

    /// <summary>Takes an option out, as if it had not come; the bytes stay as they are.</summary>
    public void RemoveOption(byte code) => _options.Remove(code);

    /// <summary>True when the option is there, also with an empty body.</summary>
    public bool HasOption(byte code) => _options.Has(code);

    /// <summary>
    /// An option that holds one address; false when it is absent or too short. One that is too long was let pass by
    /// the check of shapes because parsing is lenient, and then its first bytes count.
    /// </summary>
    public bool TryAddressOption(byte code, out Ip4 address)
    {
        address = default;
        if (!TryOption(code, out var body) || body.Length < 4)
        {
            return false;
        }

        address = Ip4.Read(body);
        return true;
    }

    /// <summary>An option that holds one 32-bit number; false when absent or too short.</summary>
    public bool TryUInt32Option(byte code, out uint value)
    {
        value = 0;
        return TryOption(code, out var body) && BinaryPrimitives.TryReadUInt32BigEndian(body, out value);
    }

    /// <summary>A sub-option of the relay agent information option (RFC 3046 section 2).</summary>
    public bool TryRai(byte code, out ReadOnlySpan<byte> body)
    {
        body = default;
        return TryOption(OptionCode4.RelayAgentInfo, out var rai) && SubOptions.TryFind(rai, code, out body);
    }
}
