using Nestor.Model.Hosts;

namespace Nestor.Hooks.Exchange;

/// <summary>What a library says a client is to be known by. One object serves one query after the other.</summary>
public sealed class LibraryIdentifier
{
    /// <summary>Bytes that an identifier can have; a longer one is none.</summary>
    public const int MaxLength = 255;

    private readonly byte[] _bytes = new byte[MaxLength];
    private int _length;

    /// <summary>Libraries have been asked.</summary>
    public bool IsAsked { get; private set; }

    public HostIdentifierType Type { get; private set; }

    /// <summary>Empty: there is none.</summary>
    public ReadOnlySpan<byte> Value => _bytes.AsSpan(0, _length);

    /// <summary>For the server: what they said.</summary>
    public void Set(HostIdentifierType type, ReadOnlySpan<byte> value)
    {
        IsAsked = true;
        Type = type;
        _length = value.Length > MaxLength ? 0 : value.Length;
        value[.._length].CopyTo(_bytes);
    }

    /// <summary>Makes the object ready for the next query.</summary>
    public void Clear()
    {
        IsAsked = false;
        _length = 0;
    }
}
