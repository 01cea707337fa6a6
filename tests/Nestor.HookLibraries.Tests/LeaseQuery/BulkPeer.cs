using System.Net;
using System.Net.Sockets;

namespace Nestor.HookLibraries.Tests.LeaseQuery;

/// <summary>A requester over TCP.</summary>
internal sealed class BulkPeer(IPAddress address, int port) : IDisposable
{
    private readonly TcpClient _client = new(address.AddressFamily);

    /// <summary>Sends one message and reads until one of a last type comes; null when the connection ended before.</summary>
    public async Task<List<byte[]>?> Ask(byte[] message, Func<byte[], bool> isLast)
    {
        if (!_client.Connected)
        {
            await _client.ConnectAsync(address, port);
        }

        await Send(message);
        var stream = _client.GetStream();
        var all = new List<byte[]>();
        byte[] head = new byte[2];
        try
        {
            while (all.Count == 0 || !isLast(all[^1]))
            {
                await stream.ReadExactlyAsync(head);
                byte[] answer = new byte[(head[0] << 8) | head[1]];
                await stream.ReadExactlyAsync(answer);
                all.Add(answer);
            }
        }
        catch (IOException)
        {
            return null;
        }

        return all;
    }

    public async Task Connect() => await _client.ConnectAsync(address, port);

    public async Task Send(byte[] message) =>
        await _client.GetStream().WriteAsync((byte[])[(byte)(message.Length >> 8), (byte)message.Length, .. message]);

    /// <summary>Bytes as they are, with no length.</summary>
    public async Task SendRaw(byte[] bytes) => await _client.GetStream().WriteAsync(bytes);

    /// <summary>The other side has closed.</summary>
    public async Task<bool> IsClosed()
    {
        try
        {
            return await _client.GetStream().ReadAsync(new byte[1]) == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Bytes that come until the other side closes.</summary>
    public async Task<long> Drain()
    {
        byte[] room = new byte[65536];
        long all = 0;
        try
        {
            int got;
            while ((got = await _client.GetStream().ReadAsync(room)) > 0)
            {
                all += got;
            }
        }
        catch (IOException)
        {
            // Closed the hard way.
        }

        return all;
    }

    public void Dispose() => _client.Dispose();

    /// <summary>The loop turns until the work is done.</summary>
    public static T Run<T>(Action turn, Task<T> work)
    {
        Assert.True(
            SpinWait.SpinUntil(
                () =>
                {
                    turn();
                    return work.IsCompleted;
                },
                TimeSpan.FromSeconds(30)),
            "it takes too long");
        return work.GetAwaiter().GetResult();
    }

    /// <summary>A port that nobody listens at.</summary>
    public static int FreePort(IPAddress address)
    {
        using var listener = new TcpListener(address, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
