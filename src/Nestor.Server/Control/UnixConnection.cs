using System.Buffers;
using System.Net.Sockets;
using System.Text;
using Nestor.Hooks.Commands;
using Nestor.Json;
using Nestor.Model.Logging;

namespace Nestor.Server.Control;

/// <summary>One client of a unix socket: it sends one request, gets one answer, and the connection ends.</summary>
/// <param name="isRoom">Takes (or gives back) that many bytes of what all clients may keep; false when there is no room.</param>
internal sealed class UnixConnection(
    Socket socket, Func<byte[], Caller, Task<CommandResult>> answer, ChannelLimits limits, Func<int, bool> isRoom, Logger log)
{
    private const int FirstSize = 4096;
    private const int MaxDrain = 1 << 20;
    private const int SendSize = 32 * 1024;
    private const int TextSize = 4 * 1024;

    private byte[] _buffer = [];
    private int _length;
    private int _taken;

    /// <summary>Its request is whole, and what is left is the answer.</summary>
    public bool IsAnswering { get; private set; }

    /// <summary>Serves the client to its end; nothing it does throws.</summary>
    public async Task Serve()
    {
        try
        {
            if (await Receive() is { } reply)
            {
                await Send(reply);
                socket.Shutdown(SocketShutdown.Send);
                Drain();
            }
        }
        catch (OperationCanceledException)
        {
            log.Write(ControlLog.TimedOut, $"a client does not take its answer");
        }
        catch (SocketException e)
        {
            log.Write(ControlLog.WriteFailed, $"a client's answer: {e.Message}");
        }
        finally
        {
            isRoom(-_taken);
            socket.Dispose();
            log.Write(ControlLog.Disconnected, $"a client's connection is closed");
        }
    }

    /// <summary>The answer to whatever comes; null when the client is gone.</summary>
    private async Task<Element?> Receive()
    {
        var end = new RequestEnd(limits.MaxDepth, limits.MaxValues);
        using var whole = new CancellationTokenSource(limits.Total);
        while (true)
        {
            if (!TryGrow())
            {
                return CommandResult.Error($"the request is too long, wanted at most {limits.MaxRequest} bytes").ToElement();
            }

            int count;
            try
            {
                using var idle = CancellationTokenSource.CreateLinkedTokenSource(whole.Token);
                idle.CancelAfter(limits.Idle);
                count = await socket.ReceiveAsync(_buffer.AsMemory(_length), idle.Token);
            }
            catch (OperationCanceledException)
            {
                log.Write(ControlLog.TimedOut, $"a client sent {_length} bytes and no end of its request");
                return CommandResult.Error(
                    "Connection over control channel timed out" + (_length > 0 ? $", discarded partial command of {_length} bytes" : "")).ToElement();
            }
            catch (SocketException e)
            {
                log.Write(ControlLog.ReadFailed, $"a client's request: {e.Message}");
                return null;
            }

            if (count == 0)
            {
                log.Write(ControlLog.Gone, $"a client went away with its request half sent, {_length} bytes");
                return null;
            }

            log.Write(ControlLog.Read, $"{count} bytes");
            var state = end.Scan(_buffer.AsSpan(_length, count));
            _length += count;
            switch (state)
            {
                case RequestState.Partial:
                    break;
                case RequestState.Whole:
                    return await Answer(_buffer.AsSpan(0, end.Length).ToArray());
                case RequestState.TooDeep:
                    return CommandResult.Error($"found more lists and maps in each other, wanted at most {limits.MaxDepth} deep").ToElement();
                case RequestState.TooMany:
                    return CommandResult.Error($"found more values, wanted at most {limits.MaxValues}").ToElement();
                default:
                    char first = (char)_buffer[end.Length];
                    return CommandResult.Error($"invalid first character {(first is > ' ' and <= '~' ? first : '?')}").ToElement();
            }
        }
    }

    private async Task<Element> Answer(byte[] request)
    {
        // From here on the client holds one copy of its request, which does not grow.
        _buffer = [];
        IsAnswering = true;
        return (await answer(request, PeerOf(socket))).ToElement();
    }

    /// <summary>The process at the other end, as it was when it connected (SO_PEERCRED in unix(7)).</summary>
    private static Caller PeerOf(Socket socket)
    {
        const int SolSocket = 1;
        const int SoPeerCred = 17;
        Span<byte> credentials = stackalloc byte[12];
        try
        {
            return socket.GetRawSocketOption(SolSocket, SoPeerCred, credentials) < 12
                ? new Caller(CallerChannel.Unix)
                : new Caller(CallerChannel.Unix)
                {
                    ProcessId = BitConverter.ToInt32(credentials),
                    UserId = BitConverter.ToUInt32(credentials[4..]),
                };
        }
        catch (SocketException)
        {
            return new Caller(CallerChannel.Unix);
        }
    }

    /// <summary>Makes room to receive into; false when the client or all of them have too much.</summary>
    private bool TryGrow()
    {
        if (_length < _buffer.Length)
        {
            return true;
        }

        int size = (int)Math.Min(Math.Max(FirstSize, _buffer.Length * 2L), limits.MaxRequest);
        if (size <= _buffer.Length || !isRoom(size - _buffer.Length))
        {
            return false;
        }

        _taken += size - _buffer.Length;
        Array.Resize(ref _buffer, size);
        return true;
    }

    private async Task Send(Element reply)
    {
        // An answer may have many megabytes: it is made into text and bytes a piece at a time, as the client takes it.
        using var whole = new CancellationTokenSource(limits.Total);
        var encoder = Encoding.UTF8.GetEncoder();
        byte[] bytes = ArrayPool<byte>.Shared.Rent(SendSize);
        char[] text = ArrayPool<char>.Shared.Rent(TextSize);
        int used = 0;
        Gentle.Become();
        foreach (var piece in JsonWriter.InPieces(reply))
        {
            for (int at = 0; at < piece.Length;)
            {
                int length = Math.Min(piece.Length - at, text.Length);
                piece.CopyTo(at, text, length);
                encoder.Convert(text.AsSpan(0, length), bytes.AsSpan(used), flush: false, out int chars, out int count, out _);
                at += chars;
                used += count;
                if (used > SendSize - 16)
                {
                    await Send(bytes.AsMemory(0, used), whole.Token);
                    used = 0;

                    // What comes next may be made only now, and on another thread than before.
                    Gentle.Become();
                }
            }
        }

        await Send(bytes.AsMemory(0, used), whole.Token);
        ArrayPool<byte>.Shared.Return(bytes);
        ArrayPool<char>.Shared.Return(text);
    }

    private async Task Send(ReadOnlyMemory<byte> bytes, CancellationToken whole)
    {
        while (bytes.Length > 0)
        {
            using var idle = CancellationTokenSource.CreateLinkedTokenSource(whole);
            idle.CancelAfter(limits.Idle);
            int count = await socket.SendAsync(bytes, idle.Token);
            log.Write(ControlLog.Written, $"{count} bytes");
            bytes = bytes[count..];
        }
    }

    /// <summary>What the client sent behind its request is read: left there, it would reset the connection under the answer.</summary>
    private void Drain()
    {
        byte[] rest = ArrayPool<byte>.Shared.Rent(1 << 16);
        for (int drained = 0; drained < MaxDrain && socket.Available > 0;)
        {
            drained += socket.Receive(rest);
        }

        ArrayPool<byte>.Shared.Return(rest);
    }
}
