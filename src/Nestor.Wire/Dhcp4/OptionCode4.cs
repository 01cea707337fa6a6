namespace Nestor.Wire.Dhcp4;

/// <summary>Codes of the DHCPv4 options the server itself reads or writes (RFC 2132 and others).</summary>
public static class OptionCode4
{
    public const byte Pad = 0;
    public const byte SubnetMask = 1;
    public const byte Routers = 3;
    public const byte DomainNameServers = 6;
    public const byte HostName = 12;
    public const byte DomainName = 15;
    public const byte VendorEncapsulated = 43;
    public const byte RequestedAddress = 50;
    public const byte LeaseTime = 51;
    public const byte Overload = 52;
    public const byte MessageType = 53;
    public const byte ServerIdentifier = 54;
    public const byte ParameterRequestList = 55;
    public const byte Message = 56;
    public const byte MaxMessageSize = 57;
    public const byte RenewalTime = 58;
    public const byte RebindingTime = 59;
    public const byte VendorClass = 60;
    public const byte ClientIdentifier = 61;
    public const byte UserClass = 77;
    public const byte SlpServiceScope = 79;
    public const byte RapidCommit = 80;
    public const byte Fqdn = 81;
    public const byte RelayAgentInfo = 82;
    public const byte Authentication = 90;
    public const byte V6OnlyPreferred = 108;
    public const byte SubnetSelection = 118;
    public const byte Vivco = 124;
    public const byte Vivso = 125;
    public const byte ForceRenewNonceCapable = 145;
    public const byte End = 255;
}

/// <summary>Sub-options of the relay agent information option (RFC 3046, 3527, 5107, 8357).</summary>
public static class RaiCode
{
    public const byte CircuitId = 1;
    public const byte RemoteId = 2;
    public const byte LinkSelection = 5;
    public const byte SubscriberId = 6;
    public const byte ServerIdOverride = 11;
    public const byte RelayId = 12;
    public const byte RelayPort = 19;
}
