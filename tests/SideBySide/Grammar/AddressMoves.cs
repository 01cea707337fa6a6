using SideBySide.Scenarios;

namespace SideBySide.Grammar;

/// <summary>Addresses worth asking for.</summary>
internal static class AddressMoves
{
    public static IReadOnlyList<string> Every(Terrain terrain) =>
        [.. terrain.Pool, .. terrain.OutOfPool, .. terrain.Reserved, .. terrain.Elsewhere, .. terrain.Relays, "0.0.0.0"];

    /// <summary>Mostly the client's own address, else somebody's.</summary>
    public static string For(Client client, IReadOnlyList<Client> all, Terrain terrain, Dice dice)
    {
        if (client.Address is { } own && dice.Chance(60))
        {
            return own;
        }

        List<string> held = [.. all.Select(other => other.Address).OfType<string>()];
        return held.Count > 0 && dice.Chance(30) ? dice.Pick(held) : dice.Pick(Every(terrain));
    }
}
