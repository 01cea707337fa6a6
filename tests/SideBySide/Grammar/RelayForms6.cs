using SideBySide.Packets;

namespace SideBySide.Grammar;

/// <summary>Options that relay agents add: right, strange and broken (RFC 8415, 4649, 4994, 6422, 6939, 8357).</summary>
internal static class RelayForms6
{
    public static readonly (string Name, Option6[] Options)[] All =
    [
        ("nothing", []),
        ("interface-id", [Option6.Of(OptionCode6.InterfaceId, (byte)'p', (byte)'1')]),
        ("interface-id-empty", [Option6.Of(OptionCode6.InterfaceId)]),
        ("interface-id-twice", [Option6.Of(OptionCode6.InterfaceId, 1), Option6.Of(OptionCode6.InterfaceId, 2)]),
        ("remote-id", [Option6.Of(OptionCode6.RemoteId, 0, 0, 0x0d, 0xe9, 1, 2, 3, 4, 5, 6)]),
        ("remote-id-short", [Option6.Of(OptionCode6.RemoteId, 0, 0)]),
        ("subscriber-id", [Option6.Of(OptionCode6.SubscriberId, (byte)'s')]),
        ("relay-id", [Option6.Of(OptionCode6.RelayId, 0, 3, 0, 1, 2, 0, 0, 0, 0, 0xfe)]),
        ("ero", [Option6.Of(OptionCode6.RemoteId, 0, 0, 0x0d, 0xe9, 7), Option6.Of(OptionCode6.SubscriberId, 8), Option6.Of(OptionCode6.EchoRequest, 0, 37, 0, 38)]),
        ("ero-of-missing", [Option6.Of(OptionCode6.EchoRequest, 0, 37, 0, 99)]),
        ("ero-odd", [Option6.Of(OptionCode6.EchoRequest, 0, 37, 0)]),
        ("rsoo", [Option6.Of(OptionCode6.RelaySupplied, Option6.Encode([Option6.Of(65, 3, (byte)'e', (byte)'r', (byte)'p', 0)]))]),
        ("rsoo-forbidden", [Option6.Of(OptionCode6.RelaySupplied, Option6.Encode([Option6.Of(23, [.. new byte[16]]), Option6.Of(65, 1, (byte)'x', 0)]))]),
        ("rsoo-broken", [Option6.Of(OptionCode6.RelaySupplied, 0, 65, 0, 9, 1)]),
        ("link-layer", [Option6.Of(OptionCode6.ClientLinkLayer, 0, 1, 2, 0, 0, 0, 0x30, 5)]),
        ("source-port", [Option6.Of(135, 0, 0)]),
        ("unknown", [Option6.Of(61000, 1, 2, 3)]),
    ];
}
