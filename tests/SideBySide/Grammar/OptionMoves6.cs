using System.Text;
using SideBySide.Packets;
using SideBySide.Scenarios;

namespace SideBySide.Grammar;

/// <summary>One way to vary a well-formed DHCPv6 message.</summary>
internal readonly record struct Move6(string Name, Action<Query6, Terrain6, Dice> Apply);

/// <summary>Variations that a sane or a strange client may make in its options.</summary>
internal static class OptionMoves6
{
    private static readonly byte[] FqdnFlags = [0, 1, 2, 3, 4, 5, 6, 8, 0xf0];

    private static readonly string[] FqdnNames = ["", "host", "host.example.com.", "HOST_1.x", "a b.example.", new string('l', 63) + ".x."];

    public static readonly Move6[] All =
    [
        new("rapid-commit", (q, _, _) => q.Add(OptionCode6.RapidCommit)),
        new("rapid-commit-with-body", (q, _, _) => q.Add(OptionCode6.RapidCommit, 1)),
        new("fqdn", (q, _, d) => q.Add(OptionCode6.Fqdn, [d.Pick(FqdnFlags), .. OptionMoves.Wire(d.Pick(FqdnNames))])),
        new("fqdn-empty", (q, _, _) => q.Add(OptionCode6.Fqdn)),
        new("fqdn-flags-only", (q, _, _) => q.Add(OptionCode6.Fqdn, 1)),
        new("fqdn-bad-name", (q, _, _) => q.Add(OptionCode6.Fqdn, 1, 63, (byte)'a')),
        new("user-class", (q, _, _) => q.Add(OptionCode6.UserClass, 0, 3, (byte)'a', (byte)'b', (byte)'c')),
        new("user-class-broken", (q, _, _) => q.Add(OptionCode6.UserClass, 0, 9, (byte)'a')),
        new("vendor-class", (q, _, _) => q.Add(OptionCode6.VendorClass, [0, 0, 0x11, 0x8b, 0, 9, .. Encoding.ASCII.GetBytes("docsis3.0")])),
        new("vendor-class-other", (q, _, _) => q.Add(OptionCode6.VendorClass, [0, 0, 0x0d, 0xe9, 0, 2, (byte)'x', (byte)'y'])),
        new("vendor-class-short", (q, _, _) => q.Add(OptionCode6.VendorClass, 0, 0)),
        new("vendor-opts", (q, _, _) => q.Add(OptionCode6.VendorOptions, 0, 0, 0x11, 0x8b, 0, 1, 0, 4, 0, 32, 0, 33)),
        new("vendor-opts-other", (q, _, _) => q.Add(OptionCode6.VendorOptions, 0, 0, 0x0d, 0xe9, 0, 1, 0, 1, 9)),
        new("vendor-opts-overrun", (q, _, _) => q.Add(OptionCode6.VendorOptions, 0, 0, 0x11, 0x8b, 0, 1, 0, 9, 1)),
        new("vendor-opts-short", (q, _, _) => q.Add(OptionCode6.VendorOptions, 0, 0, 1)),
        new("oro-none", (q, _, _) => q.Remove(OptionCode6.OptionRequest)),
        new("oro-empty", (q, _, _) => q.Set(Option6.Requests())),
        new("oro-odd", (q, _, _) => q.Set(new(OptionCode6.OptionRequest, [0, 23, 0]))),
        new("oro-many", (q, _, _) => q.Set(Option6.Requests([.. Enumerable.Range(1, 150).Select(n => (ushort)n)]))),
        new("oro-twice", (q, _, _) => q.Add(Option6.Requests(31, 23, 23))),
        new("oro-vendor", (q, _, _) => q.Set(Option6.Requests(17, 16, 7, 12, 21, 22, 27, 31, 32, 39, 56, 67, 82, 83))),
        new("elapsed-long", (q, _, _) => q.Set(new(OptionCode6.ElapsedTime, [0xff, 0xff]))),
        new("elapsed-short", (q, _, _) => q.Set(new(OptionCode6.ElapsedTime, [1]))),
        new("elapsed-none", (q, _, _) => q.Remove(OptionCode6.ElapsedTime)),
        new("status-code", (q, _, _) => q.Add(OptionCode6.StatusCode, 0, 2, (byte)'n', (byte)'o')),
        new("status-code-short", (q, _, _) => q.Add(OptionCode6.StatusCode, 0)),
        new("preference", (q, _, _) => q.Add(7, 255)),
        new("authentication", (q, _, _) => q.Add(11, 3, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1)),
        new("reconfigure-accept", (q, _, _) => q.Add(20)),
        new("unicast-option", (q, _, _) => q.Add(OptionCode6.Unicast, [0x20, 1, 0x0d, 0xb8, .. new byte[11], 1])),
        new("interface-id-outside", (q, _, _) => q.Add(OptionCode6.InterfaceId, 1, 2)),
        new("client-id-none", (q, _, _) => q.Remove(OptionCode6.ClientId)),
        new("client-id-twice", (q, _, _) => q.Add(OptionCode6.ClientId, 0, 3, 0, 1, 9, 9, 9, 9, 9, 9)),
        new("client-id-empty", (q, _, _) => q.Set(new(OptionCode6.ClientId, []))),
        new("client-id-2", (q, _, _) => q.Set(new(OptionCode6.ClientId, [0, 3]))),
        new("client-id-128", (q, _, _) => q.Set(new(OptionCode6.ClientId, [.. Enumerable.Repeat((byte)1, 128)]))),
        new("client-id-130", (q, _, _) => q.Set(new(OptionCode6.ClientId, [.. Enumerable.Repeat((byte)1, 130)]))),
        new("client-id-131", (q, _, _) => q.Set(new(OptionCode6.ClientId, [.. Enumerable.Repeat((byte)1, 131)]))),
        new("server-id-none", (q, _, _) => q.Remove(OptionCode6.ServerId)),
        new("server-id-right", (q, _, _) => q.Set(new(OptionCode6.ServerId, Terrain6.ServerDuid))),
        new("server-id-wrong", (q, _, _) => q.Set(new(OptionCode6.ServerId, [0, 3, 0, 1, 7, 7, 7, 7, 7, 7]))),
        new("server-id-empty", (q, _, _) => q.Set(new(OptionCode6.ServerId, []))),
        new("server-id-twice", (q, _, _) => q.Add(OptionCode6.ServerId, Terrain6.ServerDuid).Add(OptionCode6.ServerId, Terrain6.ServerDuid)),
        new("unknown-option", (q, _, d) => q.Add(60000, d.Bytes(7))),
        new("unknown-empty", (q, _, _) => q.Add(65535)),
        new("link-layer-option", (q, _, _) => q.Add(OptionCode6.ClientLinkLayer, 0, 1, 2, 0, 0, 0, 9, 9)),
        new("ia-ta", (q, _, _) => q.Add(Option6.Ta(9))),
        new("ia-na-more", (q, _, _) => q.Add(Option6.Na(2))),
        new("ia-na-same", (q, _, _) => q.Add(Option6.Na(1))),
        new("ia-na-full", (q, t, d) => q.Add(Option6.Na(3, Option6.Address(d.Pick(t.Pool), 60, 120), Option6.Address(d.Pick(t.OutOfPool))))),
        new("ia-na-status", (q, t, _) => q.Add(Option6.Na(4, Option6.Address(t.Pool[0]), Option6.Of(OptionCode6.StatusCode, 0, 2)))),
        new("ia-na-short", (q, _, _) => q.Add(OptionCode6.IaNa, 0, 0, 0, 1)),
        new("ia-na-with-prefix", (q, t, _) => q.Add(Option6.Na(5, Option6.Prefix(t.Prefixes[0])))),
        new("ia-na-zeros", (q, _, _) => q.Add(Option6.Na(6, Option6.Address("::")))),
        new("ia-na-address-short", (q, _, _) => q.Add(Option6.Na(6, Option6.Of(OptionCode6.IaAddress, 1, 2, 3)))),
        new("ia-na-overrun", (q, _, _) => q.Add(OptionCode6.IaNa, [0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 24, 1])),
        new("ia-pd-more", (q, _, _) => q.Add(Option6.Pd(2))),
        new("ia-pd-hint", (q, t, d) => q.Add(Option6.Pd(3, Option6.Prefix(d.Pick(t.OtherPrefixes))))),
        new("ia-pd-two-hints", (q, t, d) => q.Add(Option6.Pd(4, Option6.Prefix(d.Pick(t.Prefixes), 100, 200), Option6.Prefix(d.Pick(t.OtherPrefixes))))),
        new("ia-pd-long-prefix", (q, _, _) => q.Add(Option6.Pd(5, Option6.Prefix("2001:db8:100::/129")))),
        new("ia-pd-short", (q, _, _) => q.Add(OptionCode6.IaPd, 0, 0, 0, 1)),
        new("ia-pd-with-address", (q, t, _) => q.Add(Option6.Pd(6, Option6.Address(t.Pool[0])))),
        new("ia-pd-prefix-short", (q, _, _) => q.Add(Option6.Pd(7, Option6.Of(OptionCode6.IaPrefix, 1, 2, 3)))),
        new("lifetimes-inverted", (q, t, d) => q.Add(Option6.Na(8, Option6.Address(d.Pick(t.Pool), 500, 100)))),
        new("lifetimes-infinite", (q, t, d) => q.Add(Option6.Na(8, Option6.Address(d.Pick(t.Pool), uint.MaxValue, uint.MaxValue)))),
        new("lifetimes-one", (q, t, d) => q.Add(Option6.Na(8, Option6.Address(d.Pick(t.Pool), 1, 1)))),
        new("no-ia", (q, _, _) => q.Remove(OptionCode6.IaNa).Remove(OptionCode6.IaPd)),
        new("relay-message-inside", (q, _, _) => q.Add(OptionCode6.RelayMessage, 1, 0, 0, 1)),
    ];
}
