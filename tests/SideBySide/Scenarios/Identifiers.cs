namespace SideBySide.Scenarios;

/// <summary>Client identifiers of every length that matters, and clients without a hardware address.</summary>
internal static class Identifiers
{
    private static readonly int[] Lengths = [0, 1, 2, 3, 127, 128, 129, 254, 255, 256];

    public static void Every(Session session)
    {
        foreach (int length in Lengths)
        {
            byte[] id = [.. Enumerable.Repeat((byte)length, length)];
            Speak(session, new Client($"identifier of {length}") { Mac = $"02:00:00:00:32:{length % 251:x2}", ClientId = id });
        }

        for (int length = 0; length <= 16; length++)
        {
            byte[] address = [.. Enumerable.Repeat((byte)(0x40 + length), length)];
            Speak(session, new Client($"hardware address of {length}") { HardwareAddress = address });
        }
    }

    private static void Speak(Session session, Client client)
    {
        var life = new Life(session);
        life.Obtain(client);
        string address = client.Address ?? session.Terrain.Pool[^1];
        life.Renew(client, address);
        life.Decline(client, address);
        life.Obtain(client);
        life.Release(client, client.Address ?? address);
    }
}
