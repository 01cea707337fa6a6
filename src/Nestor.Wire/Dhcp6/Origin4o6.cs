using System.Buffers.Binary;
using Nestor.Wire.Values;

namespace Nestor.Wire.Dhcp6;

/// <summary>
/// Where a DHCPV4-QUERY came from, as kea-dhcp6 tells kea-dhcp4, which tells it back with the answer: option 17 of
/// ISC (enterprise 2495) with three options inside. Read in place.
/// </summary>
public readonly ref struct Origin4o6
{
    /// <summary>ISC's enterprise number.</summary>
    public const uint Enterprise = 2495;

    private const ushort InterfaceCode = 60000;
    private const ushort SourceCode = 60001;
    private const ushort PortCode = 60002;

    /// <summary>Name of the DHCPv6 server's interface, without zeros at its end.</summary>
    public ReadOnlySpan<byte> Interface { get; private init; }

    /// <summary>The client, or the relay nearest the server.</summary>
    public Ip6 Source { get; private init; }

    public ushort SourcePort { get; private init; }

    /// <summary>Reads it from a message; null when all is there, else what is missing.</summary>
    public static string? Read(Packet6 message, out Origin4o6 origin)
    {
        origin = default;
        if (!VendorOptions6.TryFind(message.Options, OptionCode6.VendorOpts, Enterprise, out var data))
        {
            return "no vendor option of ISC";
        }

        if (!OptionCursor6.TryFind(data, InterfaceCode, out var name) || (name = name.TrimEnd((byte)0)).IsEmpty)
        {
            return "no interface (option 60000)";
        }

        if (!OptionCursor6.TryFind(data, SourceCode, out var source) || source.Length != Ip6.Length)
        {
            return "no source address (option 60001)";
        }

        if (!OptionCursor6.TryFind(data, PortCode, out var port) || port.Length != sizeof(ushort))
        {
            return "no source port (option 60002)";
        }

        origin = new Origin4o6
        {
            Interface = name,
            Source = Ip6.Read(source),
            SourcePort = BinaryPrimitives.ReadUInt16BigEndian(port),
        };
        return null;
    }

    /// <summary>Appends it to a message.</summary>
    public static void Write(ref OptionWriter6 to, scoped ReadOnlySpan<byte> @interface, Ip6 source, ushort port)
    {
        int mark = VendorOptions6.Begin(ref to, OptionCode6.VendorOpts, Enterprise);
        to.Option(InterfaceCode, @interface);
        int address = to.Begin(SourceCode);
        to.Address(source);
        to.End(address);
        int number = to.Begin(PortCode);
        to.UInt16(port);
        to.End(number);
        to.End(mark);
    }

    /// <summary>
    /// Appends the options of a message without ISC's own: those a client made up must not come through, and a client
    /// has no use for ours.
    /// </summary>
    public static void CopyOthers(ref OptionWriter6 to, scoped Packet6 message)
    {
        var options = message.Options;
        while (options.TryNext(out ushort code, out var body))
        {
            bool isOurs = code == OptionCode6.VendorOpts
                && VendorOptions6.TryRead(body, out uint enterprise, out _) && enterprise == Enterprise;
            if (!isOurs)
            {
                to.Option(code, body);
            }
        }
    }
}
