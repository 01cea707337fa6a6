namespace SideBySide.Packets;

/// <summary>The option numbers that the exchanges use by name.</summary>
internal static class OptionCode
{
    public const byte SubnetMask = 1;
    public const byte HostName = 12;
    public const byte RequestedAddress = 50;
    public const byte LeaseTime = 51;
    public const byte Overload = 52;
    public const byte MessageType = 53;
    public const byte ServerIdentifier = 54;
    public const byte ParameterRequestList = 55;
    public const byte MaximumMessageSize = 57;
    public const byte RenewalTime = 58;
    public const byte RebindingTime = 59;
    public const byte VendorClass = 60;
    public const byte ClientIdentifier = 61;
    public const byte UserClass = 77;
    public const byte Fqdn = 81;
    public const byte RelayAgentInformation = 82;
    public const byte AutoConfigure = 116;
    public const byte SubnetSelection = 118;
    public const byte VendorIdentifyingClass = 124;
    public const byte VendorIdentifyingOptions = 125;
    public const byte End = 255;
}
