using System.Text;
using SideBySide.Packets;
using SideBySide.Scenarios;

namespace SideBySide.Grammar;

/// <summary>One way to vary a well-formed message.</summary>
internal readonly record struct Move(string Name, Action<Query, Terrain, Dice> Apply);

/// <summary>Variations that a sane or a strange client may make in its options.</summary>
internal static class OptionMoves
{
    private static readonly byte[][] Sizes = [[0, 0], [1, 0x2c], [2, 0x40], [5, 0xdc], [255, 255], [2]];

    private static readonly string[] HostNames =
        ["printer", "printer.example.org", "UPPER", "a b", ".", "x_y", "-", new string('h', 200), "h\u00e9", "dot."];

    private static readonly byte[] FqdnFlags = [0, 1, 2, 4, 5, 8, 9, 12, 13, 0xf0];

    private static readonly string[] FqdnNames = ["", "host", "host.example.com", "host.example.com.", "HOST_1.x", "a..b"];

    private static readonly string[] VendorClasses = ["MSFT 5.0", "docsis3.0:0102", "PXEClient:Arch:00007", "udhcp 1.36"];

    public static readonly Move[] All =
    [
        new("lease-time-1", (q, _, _) => q.AddSeconds(OptionCode.LeaseTime, 1)),
        new("lease-time-low", (q, _, _) => q.AddSeconds(OptionCode.LeaseTime, 300)),
        new("lease-time-high", (q, _, _) => q.AddSeconds(OptionCode.LeaseTime, 99_999_999)),
        new("lease-time-infinite", (q, _, _) => q.AddSeconds(OptionCode.LeaseTime, uint.MaxValue)),
        new("lease-time-zero", (q, _, _) => q.AddSeconds(OptionCode.LeaseTime, 0)),
        new("lease-time-short-body", (q, _, _) => q.Add(OptionCode.LeaseTime, 0, 1)),
        new("max-size", (q, _, d) => q.Add(OptionCode.MaximumMessageSize, d.Pick(Sizes))),
        new("host-name", (q, _, d) => q.AddText(OptionCode.HostName, d.Pick(HostNames))),
        new("host-name-nul", (q, _, _) => q.Add(OptionCode.HostName, (byte)'a', (byte)'b', 0)),
        new("host-name-empty", (q, _, _) => q.Add(OptionCode.HostName)),
        new("host-name-control", (q, _, _) => q.Add(OptionCode.HostName, 1, 2, (byte)',', (byte)'&', 0xc3, 0xa9)),
        new("fqdn", (q, _, d) => q.Add(OptionCode.Fqdn, Fqdn(d.Pick(FqdnFlags), d.Pick(FqdnNames)))),
        new("fqdn-and-host-name", (q, _, _) => q.AddText(OptionCode.HostName, "two").Add(OptionCode.Fqdn, Fqdn(1, "two.example"))),
        new("fqdn-short", (q, _, _) => q.Add(OptionCode.Fqdn, 4, 0)),
        new("fqdn-bad-name", (q, _, _) => q.Add(OptionCode.Fqdn, 4, 0, 0, 63, (byte)'a')),
        new("user-class", (q, _, _) => q.Add(OptionCode.UserClass, 3, (byte)'a', (byte)'b', (byte)'c')),
        new("user-class-flat", (q, _, _) => q.AddText(OptionCode.UserClass, "iPXE")),
        new("vendor-class", (q, _, d) => q.AddText(OptionCode.VendorClass, d.Pick(VendorClasses))),
        new("vendor-class-empty", (q, _, _) => q.Add(OptionCode.VendorClass)),
        new("vivco", (q, _, _) => q.Add(OptionCode.VendorIdentifyingClass, 0, 0, 0x11, 0x8b, 4, 3, 1, 2, 3)),
        new("vivco-short", (q, _, _) => q.Add(OptionCode.VendorIdentifyingClass, 0, 0, 1)),
        new("vivso", (q, _, _) => q.Add(OptionCode.VendorIdentifyingOptions, 0, 0, 0x11, 0x8b, 4, 1, 2, 2, 5)),
        new("vivso-other", (q, _, _) => q.Add(OptionCode.VendorIdentifyingOptions, 0, 0, 0x0d, 0xe9, 3, 1, 1, 9)),
        new("vivso-overrun", (q, _, _) => q.Add(OptionCode.VendorIdentifyingOptions, 0, 0, 0x11, 0x8b, 9, 1, 2)),
        new("option-43", (q, _, _) => q.Add(43, 1, 2, 3, 4, 255)),
        new("option-43-overrun", (q, _, _) => q.Add(43, 1, 9, 3)),
        new("option-93", (q, _, _) => q.Add(93, 0, 7).Add(94, 1, 3, 16).Add(97, [0, .. new byte[16]])),
        new("authentication", (q, _, _) => q.Add(90, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1)),
        new("auto-configure", (q, _, _) => q.Add(OptionCode.AutoConfigure, 1)),
        new("rapid-commit", (q, _, _) => q.Add(80)),
        new("unknown-224", (q, _, d) => q.Add(224, d.Bytes(7))),
        new("unknown-with-zero-length", (q, _, _) => q.Add(250)),
        new("subnet-selection", (q, t, d) => q.AddAddress(OptionCode.SubnetSelection, d.Pick(AddressMoves.Every(t)))),
        new("subnet-selection-short", (q, _, _) => q.Add(OptionCode.SubnetSelection, 1, 2)),
        new("prl-empty", (q, _, _) => q.Remove(OptionCode.ParameterRequestList).Add(OptionCode.ParameterRequestList)),
        new("prl-random", (q, _, d) => q.Set(OptionCode.ParameterRequestList, d.Bytes(12))),
        new("prl-v6-only", (q, _, _) => q.Set(OptionCode.ParameterRequestList, 1, 3, 108)),
        new("long-client-id-split", (q, _, d) => q.Set(OptionCode.ClientIdentifier, d.Bytes(300))),
        new("client-id-twice", (q, _, _) => q.Add(OptionCode.ClientIdentifier, 1, 9).Add(OptionCode.ClientIdentifier, 9)),
        new("secs", (q, _, d) => q.Seconds = d.Pick<ushort>([1, 60, 65535, 0x0100])),
        new("hops", (q, _, d) => q.Hops = d.Pick<byte>([1, 4, 16, 17, 255])),
        new("flags", (q, _, d) => q.Flags = d.Pick<ushort>([0x8000, 0x0001, 0xffff, 0x4000])),
        new("overload-sname", Overloaded(2)),
        new("overload-file", Overloaded(1)),
        new("overload-both", Overloaded(3)),
        new("overload-wrong", (q, _, _) => q.Add(OptionCode.Overload, 7)),
        new("sname-and-file", (q, _, _) => Fill(q)),
        new("giaddr-and-siaddr", (q, _, _) => q.Siaddr = "192.0.2.77"),
        new("yiaddr", (q, _, _) => q.Yiaddr = "192.0.2.78"),
    ];

    private static void Fill(Query query)
    {
        query.ServerName = Encoding.ASCII.GetBytes("server.example");
        query.BootFile = Encoding.ASCII.GetBytes("boot.img");
    }

    /// <summary>Options in the fixed fields (RFC 2132 section 9.3): 1 file, 2 sname, 3 both.</summary>
    private static Action<Query, Terrain, Dice> Overloaded(byte where) => (query, _, _) =>
    {
        byte[] hidden = [.. Query.EncodeOptions([(OptionCode.HostName, Encoding.ASCII.GetBytes("hidden"))]), 255];
        query.Add(OptionCode.Overload, where);
        query.BootFile = (where & 1) != 0 ? hidden : query.BootFile;
        query.ServerName = (where & 2) != 0 ? hidden : query.ServerName;
    };

    /// <summary>RFC 4702 section 2.1: flags, two rcodes, and a name in wire form when flag E is set.</summary>
    public static byte[] Fqdn(byte flags, string name)
    {
        if ((flags & 4) == 0)
        {
            return [flags, 255, 255, .. Encoding.ASCII.GetBytes(name)];
        }

        return [flags, 255, 255, .. Wire(name)];
    }

    /// <summary>RFC 1035 section 3.1; only a name that ends in a dot gets its end.</summary>
    public static byte[] Wire(string name)
    {
        var body = new List<byte>();
        foreach (string label in name.TrimEnd('.').Split('.').Where(label => label.Length > 0))
        {
            body.Add((byte)label.Length);
            body.AddRange(Encoding.ASCII.GetBytes(label));
        }

        if (name.EndsWith('.'))
        {
            body.Add(0);
        }

        return [.. body];
    }
}
