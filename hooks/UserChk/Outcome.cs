using System.Threading.Channels;
using Nestor.Model.Logging;

namespace StandardLibraries.UserChk;

/// <summary>The record of leases granted, at the end of a file. Written on a thread of its own; what it cannot take is told.</summary>
internal sealed class Outcome : IDisposable
{
    private const int MostWaiting = 10_000;

    private readonly Channel<string> _waiting = Channel.CreateBounded<string>(MostWaiting);
    private readonly Task _writer;

    public Outcome(string file, Logger log) => _writer = Task.Run(() => Write(file, log));

    public void Add(string type, string client, string address, bool isRegistered) =>
        _waiting.Writer.TryWrite($"id_type={type}\nclient={client}\naddr={address}\nregistered={(isRegistered ? "yes" : "no")}\n\n");

    /// <summary>Everything that was granted is written.</summary>
    public void Dispose()
    {
        _waiting.Writer.TryComplete();
        _writer.Wait(TimeSpan.FromSeconds(1));
    }

    private async Task Write(string file, Logger log)
    {
        await foreach (string entry in _waiting.Reader.ReadAllAsync())
        {
            try
            {
                await File.AppendAllTextAsync(file, entry);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                log.Write(UserChkLog.OutcomeFailed, $"{file}: {e.Message}");
            }
        }
    }
}
