using System.Buffers.Binary;

namespace Nestor.Wire.Dhcp4;

/// <summary>
/// Writes the option area of a message, cookie first, in the order the caller gives; option 82 is kept for last
/// (RFC 3046 section 2.1). Bodies over 255 bytes become several options (RFC 3396). Allocates nothing.
/// </summary>
public ref struct OptionWriter4
{
    private const uint Cookie = 0x63825363;

    private readonly Span<byte> _message;
    private ReadOnlySpan<byte> _agent;
    private bool _hasAgent;
    private int _at;

    /// <param name="message">Room for the whole message, whose fixed header is there or will be.</param>
    public OptionWriter4(Span<byte> message)
    {
        _message = message;
        _at = message.Length;
        if (message.Length >= Packet4.HeaderLength + 4)
        {
            BinaryPrimitives.WriteUInt32BigEndian(message[Packet4.HeaderLength..], Cookie);
            _at = Packet4.HeaderLength + 4;
        }
    }

    /// <summary>Bytes written so far, the fixed header included.</summary>
    public readonly int Length => _at;

    /// <summary>
    /// Appends an option, in parts when it is long; false when there is no room, and then writes nothing.
    /// </summary>
    /// <param name="body">For option 82 it must live until <see cref="Finish"/>.</param>
    public bool TryAppend(byte code, ReadOnlySpan<byte> body)
    {
        int kept = 1 + (_hasAgent ? SizeOf(_agent) : 0);
        if (_message.Length - _at < kept + SizeOf(body) || code is OptionCode4.Pad or OptionCode4.End)
        {
            return false;
        }

        if (code == OptionCode4.RelayAgentInfo)
        {
            // A second one would be lost, so it is refused.
            if (_hasAgent)
            {
                return false;
            }

            _agent = body;
            _hasAgent = true;
            return true;
        }

        Write(code, body);
        return true;
    }

    /// <summary>Writes option 82 and the end, and zeros up to a minimum.</summary>
    /// <param name="minimumLength">Bytes of the whole message: 300 for BOOTP (RFC 1542 section 2.1) or 0.</param>
    /// <returns>Bytes of the whole message, or 0 when even the cookie and the end have no room.</returns>
    public int Finish(int minimumLength)
    {
        int kept = 1 + (_hasAgent ? SizeOf(_agent) : 0);
        if (_message.Length - _at < kept)
        {
            return 0;
        }

        if (_hasAgent)
        {
            Write(OptionCode4.RelayAgentInfo, _agent);
            _hasAgent = false;
        }

        _message[_at++] = OptionCode4.End;
        int end = Math.Min(Math.Max(minimumLength, _at), _message.Length);
        _message[_at..end].Clear();
        _at = end;
        return _at;
    }

    /// <summary>Bytes of an option with the code and length of each of its parts.</summary>
    private static int SizeOf(ReadOnlySpan<byte> body) => body.Length + (2 * Math.Max(1, (body.Length + 254) / 255));

    private void Write(byte code, ReadOnlySpan<byte> body)
    {
        do
        {
            var part = body[..Math.Min(body.Length, 255)];
            _message[_at] = code;
            _message[_at + 1] = (byte)part.Length;
            part.CopyTo(_message[(_at + 2)..]);
            _at += 2 + part.Length;
            body = body[part.Length..];
        }
        while (!body.IsEmpty);
    }
}
