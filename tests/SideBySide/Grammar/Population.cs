using System.Text;
using SideBySide.Scenarios;

namespace SideBySide.Grammar;

/// <summary>The clients of the generated exchanges: every form of identity, on every path of the terrain.</summary>
internal static class Population
{
    private static readonly byte[] Duid = [0, 1, 0, 1, 0x2b, 0x11, 0x22, 0x33, 2, 0, 0, 0, 0x20, 1];

    public static List<Client> Create(Terrain terrain, Dice dice)
    {
        (string Name, Func<int, Client> Make)[] forms =
        [
            ("no-cid", n => Plain(n)),
            ("mac-cid", n => Plain(n) with { ClientId = [1, 2, 0, 0, 0, 0x10, (byte)n] }),
            ("duid-cid", n => Plain(n) with { ClientId = [255, 0, 0, 0, (byte)n, .. Duid] }),
            ("text-cid", n => Plain(n) with { ClientId = [0, .. Encoding.ASCII.GetBytes($"host-{n}")] }),
            ("empty-cid", n => Plain(n) with { ClientId = [] }),
            ("one-byte-cid", n => Plain(n) with { ClientId = [(byte)n] }),
            ("long-cid", n => Plain(n) with { ClientId = [.. Enumerable.Repeat((byte)n, 128)] }),
            ("shared-mac-a", _ => Plain(77) with { ClientId = [1, 7, 7, 7] }),
            ("shared-mac-b", _ => Plain(77) with { ClientId = [1, 7, 7, 8] }),
            ("shared-cid-a", _ => Plain(78) with { ClientId = [1, 8, 8, 8] }),
            ("shared-cid-b", _ => Plain(79) with { ClientId = [1, 8, 8, 8] }),
            ("broadcast", n => Plain(n) with { WantsBroadcast = true }),
            ("infiniband", n => Plain(n) with
            {
                HardwareType = 32, HardwareAddress = [], ClientId = [255, 9, 9, 9, (byte)n, .. Duid],
                WantsBroadcast = true,
            }),
            ("eight-byte-mac", n => Plain(n) with { HardwareAddress = [2, 0, 0, 0, 0, 0, 8, (byte)n] }),
            ("sixteen-byte-mac", n => Plain(n) with { HardwareAddress = [.. Enumerable.Repeat((byte)n, 16)] }),
            ("token-ring", n => Plain(n) with { HardwareType = 6, ClientId = [6, 2, 0, 0, 0, 0x10, (byte)n] }),
            ("nameless", n => Plain(n) with { HardwareAddress = [] }),
            ("no-prl", n => Plain(n) with { Requests = [] }),
            ("odd-prl", n => Plain(n) with { Requests = [43, 250, 1, 1, 0, 255, 66, 67, 150, 119, 121, 125, 82, 61] }),
            ("full-prl", n => Plain(n) with { Requests = [.. Enumerable.Range(1, 254).Select(c => (byte)c)] }),
        ];
        var clients = new List<Client>(terrain.Residents);
        for (int n = 0; n < forms.Length * 2; n++)
        {
            (string name, Func<int, Client> make) = forms[n % forms.Length];
            clients.Add(Place(make(n + 1) with { Name = $"{name}-{n}" }, terrain, dice, n));
        }

        return clients;
    }

    private static Client Plain(int n) => new($"c{n}") { Mac = $"02:00:00:00:10:{n:x2}" };

    private static Client Place(Client client, Terrain terrain, Dice dice, int n)
    {
        // A roll even when it decides nothing, so that the rest of the dice fall alike.
        bool isDirect = dice.Chance(25);
        if (terrain.Relays.Count == 0 || (isDirect && !terrain.IsForRelays))
        {
            return client;
        }

        byte[][] relayOptions =
        [
            [1, 4, 0, 1, 0, (byte)n],
            [1, 3, (byte)'p', (byte)'1', (byte)(n % 4), 2, 6, 2, 0, 0, 0, 9, (byte)n],
            [2, 3, 1, 2, 3, 12, 2, 9, 9],
        ];
        return client with
        {
            Relay = dice.Pick(terrain.Relays),
            RelayOptions = dice.Chance(60) ? dice.Pick(relayOptions) : null,
        };
    }
}
