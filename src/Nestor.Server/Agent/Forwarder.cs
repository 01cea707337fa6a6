using System.Net.Sockets;
using Nestor.Hooks.Commands;
using Nestor.Json;
using Nestor.Server.Control;

namespace Nestor.Server.Agent;

/// <summary>Takes a request to a server's unix socket and brings back its answer.</summary>
/// <param name="timeout">How long the server may take for all of it: a minute with Kea.</param>
/// <param name="maxAnswer">Bytes of an answer.</param>
internal sealed class Forwarder(TimeSpan timeout, int maxAnswer = 256 << 20)
{
    private const int FirstSize = 64 * 1024;

    /// <summary>The server's answer, or in its place one with an error; nothing a server does throws.</summary>
    /// <param name="service">The server's name, for errors.</param>
    /// <param name="path">Its socket.</param>
    /// <param name="isAnswer">It is the server's own answer.</param>
    public async Task<(Element Answer, bool IsAnswer)> Ask(string service, string path, ReadOnlyMemory<byte> request)
    {
        using var patience = new CancellationTokenSource(timeout);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), patience.Token);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ArgumentException)
        {
            string why = e is SocketException failed && File.Exists(path) ? new SocketException((int)failed.SocketErrorCode).Message
                : e is OperationCanceledException ? "it takes no clients"
                : "No such file or directory";
            return Error($"unable to forward command to the {service} service: {why}. The server is likely to be offline");
        }

        try
        {
            for (var rest = request; rest.Length > 0;)
            {
                rest = rest[await socket.SendAsync(rest, patience.Token)..];
            }

            return await Read(socket, patience.Token) is { } bytes
                ? Judge(service, bytes)
                : Error($"unable to forward command to the {service} service: its answer has more than {maxAnswer} bytes");
        }
        catch (OperationCanceledException)
        {
            return Error($"unable to forward command to the {service} service: no answer within {timeout.TotalSeconds:0} seconds");
        }
        catch (SocketException e)
        {
            return Error($"unable to forward command to the {service} service: {e.Message}");
        }
    }

    /// <summary>All that comes until the server closes; null when it is too much.</summary>
    private async Task<byte[]?> Read(Socket socket, CancellationToken cancel)
    {
        byte[] buffer = new byte[FirstSize];
        int used = 0;
        while (true)
        {
            if (used == buffer.Length)
            {
                if (used >= maxAnswer)
                {
                    return null;
                }

                Array.Resize(ref buffer, (int)Math.Min(buffer.Length * 2L, maxAnswer));
            }

            int count = await socket.ReceiveAsync(buffer.AsMemory(used), cancel);
            if (count == 0)
            {
                return buffer[..used];
            }

            used += count;
        }
    }

    private static (Element Answer, bool IsAnswer) Judge(string service, byte[] bytes)
    {
        var diagnostics = new Diagnostics();
        var answer = bytes.Length == 0 ? null : JsonReader.Read(bytes, CommandRequest.Wire, diagnostics);
        return answer is { Kind: ElementKind.Map } && !diagnostics.HasErrors
            ? (answer, true)
            : Error($"unable to forward command to the {service} service: {(bytes.Length == 0 ? "it closed without an answer" : "its answer is no JSON map")}");
    }

    private static (Element Answer, bool IsAnswer) Error(string text) => (CommandResult.Error(text).ToElement(), false);
}
