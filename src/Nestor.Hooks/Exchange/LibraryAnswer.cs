namespace Nestor.Hooks.Exchange;

/// <summary>
/// A message that a library answers a query with by itself. It counts where the library drops the query at buffer4_receive or
/// buffer6_receive, having decoded it: the query is not one that was dropped then, and the message goes to where it came from, or
/// to its relay in DHCPv4. No other library sees it. One object serves one query after the other.
/// </summary>
/// <typeparam name="TType">The message types of the family.</typeparam>
public sealed class LibraryAnswer<TType>
    where TType : struct, Enum
{
    /// <summary>Bytes that an answer can have: those of a UDP datagram over IPv4.</summary>
    public const int MaxLength = 65507;

    private byte[] _bytes = [];
    private int _length;

    public bool IsThere => _length > 0;

    /// <summary>What it is counted as.</summary>
    public TType Type { get; private set; }

    /// <summary>From the message's first byte to its last; empty when there is none.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Takes a whole message over.</summary>
    /// <exception cref="ArgumentException">It is longer than <see cref="MaxLength"/>.</exception>
    public void Set(TType type, ReadOnlySpan<byte> message)
    {
        if (message.Length > MaxLength)
        {
            throw new ArgumentException("an answer has at most 65507 bytes", nameof(message));
        }

        if (_bytes.Length < message.Length)
        {
            _bytes = new byte[message.Length];
        }

        message.CopyTo(_bytes);
        _length = message.Length;
        Type = type;
    }

    /// <summary>There is none.</summary>
    public void Clear() => _length = 0;
}
