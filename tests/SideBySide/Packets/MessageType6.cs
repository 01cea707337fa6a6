namespace SideBySide.Packets;

/// <summary>The first byte of a DHCPv6 message (RFC 8415 section 7.3).</summary>
internal static class MessageType6
{
    public const byte Solicit = 1;
    public const byte Advertise = 2;
    public const byte Request = 3;
    public const byte Confirm = 4;
    public const byte Renew = 5;
    public const byte Rebind = 6;
    public const byte Reply = 7;
    public const byte Release = 8;
    public const byte Decline = 9;
    public const byte Reconfigure = 10;
    public const byte InformationRequest = 11;
    public const byte RelayForward = 12;
    public const byte RelayReply = 13;
}

/// <summary>The option numbers that the exchanges use by name.</summary>
internal static class OptionCode6
{
    public const ushort ClientId = 1;
    public const ushort ServerId = 2;
    public const ushort IaNa = 3;
    public const ushort IaTa = 4;
    public const ushort IaAddress = 5;
    public const ushort OptionRequest = 6;
    public const ushort ElapsedTime = 8;
    public const ushort RelayMessage = 9;
    public const ushort Unicast = 12;
    public const ushort StatusCode = 13;
    public const ushort RapidCommit = 14;
    public const ushort UserClass = 15;
    public const ushort VendorClass = 16;
    public const ushort VendorOptions = 17;
    public const ushort InterfaceId = 18;
    public const ushort IaPd = 25;
    public const ushort IaPrefix = 26;
    public const ushort RemoteId = 37;
    public const ushort SubscriberId = 38;
    public const ushort Fqdn = 39;
    public const ushort EchoRequest = 43;
    public const ushort RelayId = 53;
    public const ushort RelaySupplied = 66;
    public const ushort PdExclude = 67;
    public const ushort ClientLinkLayer = 79;
}
