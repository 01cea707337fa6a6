using Nestor.Model.Settings;

namespace Nestor.Hooks.Exchange;

/// <summary>In which option the reply tells a client its name.</summary>
public enum NameOption : byte
{
    None,

    /// <summary>Option 12 of DHCPv4.</summary>
    HostName,

    /// <summary>Option 81 of DHCPv4, option 39 of DHCPv6.</summary>
    Fqdn,
}

/// <summary>The name a client goes by, and who updates the DNS for it. One object serves one query after the other.</summary>
public sealed class ClientName
{
    private readonly byte[] _text = new byte[256];
    private int _length;

    /// <summary>The parameters it was made by; null before it is made.</summary>
    public DdnsParameters? Ddns { get; private set; }

    /// <summary>The name to store with the lease, lower case; empty when there is none.</summary>
    public ReadOnlySpan<byte> Text => _text.AsSpan(0, _length);

    /// <summary>The server makes it of the address, once that is known (Kea's generated names).</summary>
    public bool IsLeftToServer { get; set; }

    public NameOption Option { get; set; }

    /// <summary>Flag S of the reply: the server updates the forward zone.</summary>
    public bool IsServerUpdating { get; set; }

    /// <summary>Flag N of the reply: the server updates nothing.</summary>
    public bool IsNothingUpdated { get; set; }

    /// <summary>Flag O of the reply: the client wanted another S.</summary>
    public bool IsOverridden { get; set; }

    /// <summary>The forward zone is to have the name: stored with the lease.</summary>
    public bool IsForward { get; set; }

    /// <summary>The reverse zone is to have the name: stored with the lease.</summary>
    public bool IsReverse { get; set; }

    public void SetText(ReadOnlySpan<byte> name)
    {
        _length = Math.Min(name.Length, _text.Length);
        name[.._length].CopyTo(_text);
    }

    /// <summary>Forgets the name; the next one is made by these parameters.</summary>
    public void Start(DdnsParameters? ddns)
    {
        Ddns = ddns;
        _length = 0;
        IsLeftToServer = false;
        Option = NameOption.None;
        IsServerUpdating = false;
        IsNothingUpdated = false;
        IsOverridden = false;
        IsForward = false;
        IsReverse = false;
    }
}
