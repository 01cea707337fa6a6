using Nestor.Engine.ReplyOptions;
using Nestor.Hooks.Points;
using Nestor.Wire.Dhcp4;

namespace Nestor.Engine.Hooking;

/// <summary>The DHCPv4 answer that is being made, as libraries see it.</summary>
internal sealed class Response4(ReplyBuilder4 options) : IResponse4
{
    private readonly byte[] _header = new byte[Packet4.HeaderLength];
    private byte[]? _message;

    public Span<byte> Header => _header;

    /// <summary>Libraries have looked at the answer: header and padding are what they left.</summary>
    public bool IsReady { get; private set; }

    /// <summary>Libraries are looking at the answer: its options are there.</summary>
    public bool IsAsked { get; set; }

    public int PadTo { get; set; }

    /// <summary>What a library has made itself; empty for nothing.</summary>
    public ReadOnlySpan<byte> Message => _message;

    /// <summary>Turns to the next answer: where its header is to be filled in.</summary>
    public Span<byte> Start()
    {
        IsReady = true;
        _message = null;
        PadTo = 0;
        return _header;
    }

    /// <summary>The next answer is no library's business, until it is made one.</summary>
    public void End() => IsReady = false;

    public void DropMessage() => _message = null;

    public int Codes(Span<byte> to)
    {
        int count = 0;
        for (int code = 1; code < 255; code++)
        {
            if (options.Has((byte)code))
            {
                to[count++] = (byte)code;
            }
        }

        return count;
    }

    public bool Has(byte code) => options.Has(code);

    public bool TryGet(byte code, out ReadOnlySpan<byte> body) => options.TryGet(code, out body);

    public void Set(byte code, ReadOnlySpan<byte> body)
    {
        ArgumentOutOfRangeException.ThrowIfZero(code);
        ArgumentOutOfRangeException.ThrowIfEqual(code, byte.MaxValue);
        options.Set(code, body);
    }

    public void Remove(byte code) => options.Remove(code);

    public void SetMessage(ReadOnlySpan<byte> message) => _message = message.ToArray();
}
