using Nestor.Model.Logging;
using Nestor.Model.Settings;

namespace Nestor.Server.Audit;

/// <summary>
/// Writes down who changed what. Works on the commands' own threads, one entry after the other; the loop of the server
/// knows nothing of it. What cannot be written waits in memory and goes first when it can be.
/// </summary>
/// <param name="open">Opens where entries are kept, when that is not open yet.</param>
/// <param name="log">The logger <c>commands</c>.</param>
internal sealed class AuditLog(AuditLog.Opener open, AuditSettings settings, TimeProvider clock, Logger log) : IDisposable
{
    /// <summary>Null with the reason when it cannot be opened.</summary>
    public delegate IAuditFile? Opener(out string error);

    /// <summary>Commands kept in memory while they cannot be written; those beyond are only counted.</summary>
    public const int MaxWaiting = 100;

    private readonly SemaphoreSlim _gate = new(1);
    private readonly Queue<(AuditedCommand Command, DateTimeOffset Time)> _waiting = new();
    private volatile AuditSettings _settings = settings;
    private volatile bool _isRetired;
    private IAuditFile? _file;
    private long _lost;
    private bool _isFailing;

    /// <summary>What it goes by; other settings may name no other file.</summary>
    public AuditSettings Settings
    {
        get => _settings;
        set => _settings = value;
    }

    /// <summary>Opens the file, if that was not done; null when it is open.</summary>
    public string? Open()
    {
        _gate.Wait();
        try
        {
            return TryOpen();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Before a command changes something: null when it may, else why it may not.</summary>
    public async Task<string?> Refusal()
    {
        if (!_settings.IsRefusing)
        {
            return null;
        }

        await _gate.WaitAsync();
        try
        {
            return WriteWaiting() is { } error ? $"the audit log cannot be written, so nothing was changed: {error}" : null;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>After it: null when it is written down on the disk, or need not be; else what to answer.</summary>
    public async Task<string?> Record(AuditedCommand command)
    {
        await _gate.WaitAsync();
        try
        {
            if (_waiting.Count == MaxWaiting)
            {
                _waiting.Dequeue();
                _lost++;
            }

            _waiting.Enqueue((command, clock.GetUtcNow()));
            string? error = WriteWaiting();
            return error is null || !_settings.IsRefusing ? null : $"done, but it could not be written to the audit log yet: {error}";
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Another configuration has no use for it: commands that are under way are still written down.</summary>
    public void Dispose()
    {
        _isRetired = true;
        _gate.Wait();
        try
        {
            WriteWaiting();
            Close();
        }
        finally
        {
            _gate.Release();
        }
    }

    private string? TryOpen()
    {
        if (_file is not null)
        {
            return null;
        }

        _file = open(out string error);
        return _file is null ? error : null;
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }

    private string? WriteWaiting()
    {
        string? error = TryOpen();
        while (error is null && _waiting.TryPeek(out var next))
        {
            var head = _file!.Head;
            error = _file.Append(AuditChain.Line(next.Command, next.Time, _lost, ref head), head, _settings.MaxSize);
            if (error is null)
            {
                _waiting.Dequeue();
                _lost = 0;
                log.Write(AuditLogIds.Written, $"{head.Sequence} {head.Hash}");
            }
        }

        if (error is not null != _isFailing)
        {
            _isFailing = !_isFailing;
            log.Write(_isFailing ? AuditLogIds.Failed : AuditLogIds.Back, $"{error ?? "the audit log can be written again"}");
        }

        if (_isRetired)
        {
            Close();
        }

        return error;
    }
}
