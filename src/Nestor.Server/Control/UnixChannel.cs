using System.Net.Sockets;
using Nestor.Hooks.Commands;
using Nestor.Model.Logging;

namespace Nestor.Server.Control;

/// <summary>A unix socket that takes commands, one for each connection.</summary>
internal sealed class UnixChannel : IDisposable
{
    private const int Backlog = 128;

    private readonly SocketFile _file;
    private readonly Func<byte[], Caller, Task<CommandResult>> _answer;
    private readonly ChannelLimits _limits;
    private readonly Logger _log;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;
    private readonly SemaphoreSlim _places;
    private int _connections;
    private int _answering;
    private int _buffered;

    private UnixChannel(SocketFile file, string path, Func<byte[], Caller, Task<CommandResult>> answer, ChannelLimits limits, Logger log)
    {
        _file = file;
        Path = path;
        _answer = answer;
        _limits = limits;
        _log = log;
        _places = new SemaphoreSlim(limits.MaxConnections);
        _accepting = Task.Run(Accept);
    }

    public string Path { get; }

    /// <summary>Clients that are being served.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Bytes kept of requests that are not whole.</summary>
    public int Buffered => Volatile.Read(ref _buffered);

    /// <summary>Null with the reason when it cannot be opened.</summary>
    /// <param name="answer">Gives the answer to the text of a request.</param>
    /// <param name="log">The logger <c>commands</c>.</param>
    public static UnixChannel? TryOpen(
        string path, Func<byte[], Caller, Task<CommandResult>> answer, ChannelLimits limits, Logger log, out string error)
    {
        if (SocketFile.TryCreate(path, Backlog, out error) is not { } file)
        {
            return null;
        }

        if (SocketFile.OtherFolder(path) is { } other)
        {
            log.Write(ControlLog.OtherFolder, other);
        }

        if (SocketFile.OpenFolder(path) is { } open)
        {
            log.Write(ControlLog.OpenFolder, open);
        }

        log.Write(ControlLog.Open, $"taking commands by unix domain socket {path}");
        return new UnixChannel(file, path, answer, limits, log);
    }

    /// <summary>Takes no new clients; those that are being served get their answers.</summary>
    public void Dispose()
    {
        _end.Cancel();
        _accepting.Wait();
        _file.Dispose();
        _end.Dispose();
    }

    /// <summary>Waits until everybody who asked has the answer, or the time is over.</summary>
    public void Settle(TimeSpan most) => SpinWait.SpinUntil(() => Volatile.Read(ref _answering) == 0, most);

    private async Task Accept()
    {
        while (true)
        {
            try
            {
                // Who is one too many waits in the kernel's queue.
                await _places.WaitAsync(_end.Token);
                Take(await _file.Socket.AcceptAsync(_end.Token));
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException e)
            {
                _places.Release();

                // No descriptors left, most likely: others go away meanwhile.
                _log.Write(ControlLog.AcceptFailed, $"{Path}: {e.Message}");
                try
                {
                    await Task.Delay(TimeSpan.FromSeconds(1), _end.Token);
                }
                catch (OperationCanceledException)
                {
                    return;
                }
            }
        }
    }

    private void Take(Socket socket)
    {
        Interlocked.Increment(ref _connections);
        _log.Write(ControlLog.Connected, $"{Path}: a client is connected");
        var connection = new UnixConnection(socket, Answer, _limits, IsRoom, _log);
        _ = connection.Serve().ContinueWith(_ => Ended(connection), TaskScheduler.Default);
    }

    private Task<CommandResult> Answer(byte[] request, Caller caller)
    {
        Interlocked.Increment(ref _answering);
        return _answer(request, caller);
    }

    private void Ended(UnixConnection connection)
    {
        if (connection.IsAnswering)
        {
            Interlocked.Decrement(ref _answering);
        }

        Interlocked.Decrement(ref _connections);
        _places.Release();
    }

    private bool IsRoom(int bytes)
    {
        if (Interlocked.Add(ref _buffered, bytes) <= _limits.MaxBuffered || bytes <= 0)
        {
            return true;
        }

        Interlocked.Add(ref _buffered, -bytes);
        return false;
    }
}
