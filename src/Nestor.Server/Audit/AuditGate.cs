using Nestor.Hooks.Commands;
using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Server.Runtime;

namespace Nestor.Server.Audit;

/// <summary>The audit log a program has under its configuration: what changes something is written down in it before the answer leaves.</summary>
/// <param name="log">The logger <c>commands</c>.</param>
internal sealed class AuditGate(TimeProvider clock, Logger log) : IDisposable
{
    private volatile AuditLog? _audit;
    private AuditLog? _next;

    /// <summary>Makes another configuration's audit log ready; false with the reason, and then nothing is left open.</summary>
    public bool TryPrepare(AuditSettings? settings, out string error)
    {
        error = "";
        _next = _audit is { } now && settings?.File == now.Settings.File ? now : settings is null ? null : New(settings);
        if (_next is not null && _next != _audit && _next.Open() is { } problem)
        {
            error = problem;
            Leave();
            return false;
        }

        return true;
    }

    /// <summary>Forgets what was made ready.</summary>
    public void Leave()
    {
        if (_next != _audit)
        {
            _next?.Dispose();
        }

        _next = null;
    }

    /// <summary>Takes what was made ready into use.</summary>
    public void Take(AuditSettings? settings)
    {
        var before = _audit;
        _audit = _next;
        _next = null;
        if (_audit is not null && settings is not null)
        {
            _audit.Settings = settings;
        }

        if (before != _audit)
        {
            before?.Dispose();
        }
    }

    /// <summary>At a start an audit log that cannot be opened keeps nothing from starting; it is tried again with each command.</summary>
    public void Start(AuditSettings? settings)
    {
        _audit = settings is null ? null : New(settings);
        if (_audit?.Open() is { } problem)
        {
            log.Write(AuditLogIds.Failed, $"{problem}");
        }
    }

    public void Dispose() => _audit?.Dispose();

    /// <summary>The answer to a command that changes something, or why it was not run.</summary>
    /// <param name="services">The servers it was sent to, where it is not for this program.</param>
    /// <param name="refusal">The answer to who may not; null for who may.</param>
    /// <param name="ask">Runs it.</param>
    /// <param name="told">Code and text of an answer.</param>
    /// <param name="error">The answer with an error.</param>
    public async Task<T> Ask<T>(
        CommandCall call, IReadOnlyList<string> services, T? refusal, Func<Task<T>> ask, Func<T, (long Code, string? Text)> told, Func<string, T> error)
        where T : class
    {
        // A command that takes the audit log away is written down in it.
        var audit = _audit;
        if (refusal is null && audit is not null && await audit.Refusal() is { } reason)
        {
            return error(reason);
        }

        var result = refusal ?? await ask();
        audit ??= _audit;
        if (audit is null)
        {
            return result;
        }

        var (code, text) = told(result);
        var entry = new AuditedCommand(CallerOf(call), call.Name, call.Arguments, code, text) { Services = services };
        return await audit.Record(entry) is { } problem && refusal is null ? error(problem) : result;
    }

    /// <summary>Writes down what the program did without a command. It waits for nothing: a thread of the pool writes it.</summary>
    /// <param name="before">The log there was when it was done; null for the one there is.</param>
    /// <param name="error">Null when it was done, else why not.</param>
    public void Note(AuditLog? before, string name, string? error)
    {
        if ((before ?? _audit) is { } audit)
        {
            var entry = new AuditedCommand(CallerOf(new CommandCall(name, null)), name, null, error is null ? 0 : 1, error);
            _ = Task.Run(() => audit.Record(entry));
        }
    }

    /// <summary>The one in use; null for none.</summary>
    public AuditLog? Now => _audit;

    private AuditLog New(AuditSettings settings)
    {
        string path = PathPolicy.OfLog(settings.File);
        return new AuditLog((out string error) => AuditFile.TryOpen(path, log, out error), settings, clock, log);
    }

    private static AuditedCaller CallerOf(CommandCall call) => new(call.Caller.Channel.ToString().ToLowerInvariant())
    {
        User = call.Caller.User,
        Certificate = call.Caller.CertificateName,
        UserId = call.Caller.UserId,
        ProcessId = call.Caller.ProcessId,
        Address = call.Caller.Remote?.ToString(),
    };
}
