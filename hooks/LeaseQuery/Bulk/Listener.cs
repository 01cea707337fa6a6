using System.Net;
using System.Net.Sockets;
using Nestor.Hooks.Services;
using Nestor.Model.Logging;

namespace StandardLibraries.LeaseQuery.Bulk;

/// <summary>
/// Takes the connections of requesters (RFC 5460, RFC 6926). Nothing here waits on the loop's thread, and a
/// requester that does not read is not read from either.
/// </summary>
/// <param name="mayAsk">Whether an address is a requester's.</param>
/// <param name="begin">On the loop's thread: what answers a message; null when it is none to be answered, and the connection ends.</param>
internal sealed class Listener(
    BulkSettings settings, IHookServer server, Func<IPAddress, bool> mayAsk, Func<byte[], IBulkAnswer?> begin, Logger log) : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly TcpListener _listener = new(settings.Listen);
    private int _connections;

    /// <exception cref="SocketException">The address cannot be listened on.</exception>
    public void Start()
    {
        _listener.Start();
        _ = Accept();
    }

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
    }

    private async Task Accept()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                Take(await _listener.AcceptSocketAsync(_end.Token).ConfigureAwait(false));
            }
            catch (SocketException)
            {
                // It had gone already, or there is no descriptor left: whoever waits is taken later.
                await Task.Delay(TimeSpan.FromMilliseconds(100)).ConfigureAwait(false);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                // The library is unloaded.
                return;
            }
        }
    }

    private void Take(Socket socket)
    {
        bool isTaken = false;
        try
        {
            var peer = ((IPEndPoint)socket.RemoteEndPoint!).Address;
            if (!mayAsk(peer))
            {
                log.Write(LeaseQueryLog.Rejected, $"a connection of {peer} is refused: it may not ask");
            }
            else if (Volatile.Read(ref _connections) >= settings.MaxConnections)
            {
                log.Write(LeaseQueryLog.Rejected, $"a connection of {peer} is refused: there are {settings.MaxConnections} already");
            }
            else
            {
                isTaken = true;
                Interlocked.Increment(ref _connections);
                _ = Task.Run(() => Serve(socket, peer));
            }
        }
        finally
        {
            if (!isTaken)
            {
                socket.Dispose();
            }
        }
    }

    private async Task Serve(Socket socket, IPAddress peer)
    {
        try
        {
            socket.NoDelay = true;
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            byte[] head = new byte[2];
            while (true)
            {
                await Patiently(token => stream.ReadExactlyAsync(head, token)).ConfigureAwait(false);
                int length = (head[0] << 8) | head[1];
                byte[] message = new byte[length];
                await Patiently(token => stream.ReadExactlyAsync(message, token)).ConfigureAwait(false);
                if (await OnLoop(() => begin(message)).ConfigureAwait(false) is not { } answer)
                {
                    log.Write(LeaseQueryLog.Unpack, $"what {peer} asks by TCP cannot be answered: its connection is closed");
                    return;
                }

                bool hasMore = true;
                while (hasMore)
                {
                    var messages = new List<byte[]>();
                    hasMore = await OnLoop(() => answer.Next(messages, settings.Fetch)).ConfigureAwait(false);
                    if (messages.Count > 0)
                    {
                        await Patiently(token => stream.WriteAsync(Framed(messages), token)).ConfigureAwait(false);
                    }
                }
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // It has gone, or was idle for too long.
        }
        finally
        {
            socket.Dispose();
            Interlocked.Decrement(ref _connections);
        }
    }

    private async Task Patiently(Func<CancellationToken, ValueTask> work)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        patience.CancelAfter(settings.Patience);
        await work(patience.Token).ConfigureAwait(false);
    }

    private Task<T> OnLoop<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Post(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception e)
            {
                // The connection ends, and the server tells whose fault it was.
                done.SetException(new IOException("a bulk query failed", e));
                throw;
            }
        });
        return done.Task.WaitAsync(_end.Token);
    }

    private static byte[] Framed(List<byte[]> messages)
    {
        byte[] all = new byte[messages.Sum(m => m.Length + 2)];
        int at = 0;
        foreach (byte[] message in messages)
        {
            all[at] = (byte)(message.Length >> 8);
            all[at + 1] = (byte)message.Length;
            message.CopyTo(all, at + 2);
            at += message.Length + 2;
        }

        return all;
    }
}
