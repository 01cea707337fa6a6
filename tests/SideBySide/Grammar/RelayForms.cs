using System.Net;
using SideBySide.Scenarios;

namespace SideBySide.Grammar;

/// <summary>Bodies of option 82: right, strange and broken (RFC 3046, 3527, 5107, 5010, 8357).</summary>
internal static class RelayForms
{
    public static byte[] Pick(Terrain terrain, Dice dice)
    {
        byte[] address = IPAddress.Parse(dice.Pick(AddressMoves.Every(terrain))).GetAddressBytes();
        byte[] server = IPAddress.Parse(terrain.Server).GetAddressBytes();
        byte[][] forms =
        [
            [5, 4, .. address],
            [1, 2, 7, 7, 5, 4, .. address],
            [11, 4, .. server],
            [11, 4, 198, 51, 100, 99],
            [10, 1, 128],
            [19, 0],
            [19, 2, 0x1f, 0x40],
            [1, 0],
            [],
            [1],
            [1, 9, 1],
            [5, 2, 1, 2],
            [151, 4, 0, (byte)'v', (byte)'p', (byte)'n', 152, 0],
            [9, 9, 0, 0, 0x11, 0x8b, 4, 1, 2, 3, 4],
        ];
        return dice.Pick(forms);
    }
}
