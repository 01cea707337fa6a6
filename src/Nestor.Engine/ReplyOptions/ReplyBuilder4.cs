using System.Buffers.Binary;
using System.Numerics;
using Nestor.Model.Settings;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.Engine.ReplyOptions;

/// <summary>
/// The options of one reply on their way to the wire: a place per code that points at configured bytes or at a copy
/// of its own. Used for one reply after the other without allocation.
/// </summary>
public sealed class ReplyBuilder4
{
    private readonly Source[] _sources = new Source[256];
    private readonly ulong[] _present = new ulong[4];
    private byte[] _scratch = new byte[4096];
    private int _scratchUsed;

    /// <summary>Forgets the last reply.</summary>
    public void Clear()
    {
        Array.Clear(_present);
        _scratchUsed = 0;
    }

    public bool Has(byte code) => (_present[code >> 6] & (1UL << (code & 63))) != 0;

    /// <summary>The option's body; it holds until the next one is set.</summary>
    public bool TryGet(byte code, out ReadOnlySpan<byte> body)
    {
        ref readonly var source = ref _sources[code];
        bool isThere = Has(code);
        body = isThere ? source.Bytes.AsSpan(source.Offset, source.Length) : default;
        return isThere;
    }

    /// <summary>The array that the option's bytes are in; a configured option's own when it is one.</summary>
    internal byte[] SourceOf(byte code) => _sources[code].Bytes;

    public void Remove(byte code) => _present[code >> 6] &= ~(1UL << (code & 63));

    /// <summary>Sends a configured option; its bytes are used where they are.</summary>
    public void Set(ConfiguredOption option) => Point((byte)option.Code, option.Body, 0, option.Body.Length);

    /// <summary>Sends a copy of these bytes.</summary>
    public void Set(byte code, ReadOnlySpan<byte> body)
    {
        if (_scratch.Length - _scratchUsed < body.Length)
        {
            // Places set before keep pointing at the old buffer, which lives as long as they do.
            _scratch = new byte[(_scratch.Length + body.Length) * 2];
            _scratchUsed = 0;
        }

        body.CopyTo(_scratch.AsSpan(_scratchUsed));
        Point(code, _scratch, _scratchUsed, body.Length);
        _scratchUsed += body.Length;
    }

    public void Set(byte code, Ip4 address) => Set(code, address.Value);

    public void Set(byte code, uint value)
    {
        Span<byte> body = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(body, value);
        Set(code, body);
    }

    public void Set(byte code, byte value) => Set(code, [value]);

    /// <summary>
    /// Writes cookie, options and end: the message type first (a BOOTP answer has none), then by ascending code, option 82 last (RFC 3046
    /// section 2.1); bodies over 255 bytes in parts (RFC 3396). There is no padding.
    /// </summary>
    /// <param name="message">Room for the whole message, whose fixed header is there already.</param>
    /// <returns>Bytes of the whole message, or 0 when it does not fit.</returns>
    public int Write(Span<byte> message)
    {
        var writer = new OptionWriter4(message);
        if (Has(OptionCode4.MessageType) && !TryPut(ref writer, OptionCode4.MessageType))
        {
            return 0;
        }

        Remove(OptionCode4.MessageType);
        for (int word = 0; word < 4; word++)
        {
            for (ulong bits = _present[word]; bits != 0; bits &= bits - 1)
            {
                if (!TryPut(ref writer, (byte)((word * 64) + BitOperations.TrailingZeroCount(bits))))
                {
                    return 0;
                }
            }
        }

        return writer.Finish(0);
    }

    private void Point(byte code, byte[] bytes, int offset, int length)
    {
        _sources[code] = new Source { Bytes = bytes, Offset = offset, Length = length };
        _present[code >> 6] |= 1UL << (code & 63);
    }

    private bool TryPut(scoped ref OptionWriter4 writer, byte code)
    {
        ref readonly var source = ref _sources[code];
        return writer.TryAppend(code, source.Bytes.AsSpan(source.Offset, source.Length));
    }

    private struct Source
    {
        public byte[] Bytes;
        public int Offset;
        public int Length;
    }
}
