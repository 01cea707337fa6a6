using Nestor.Hooks.Commands;
using Nestor.Json;
using Nestor.Model.Logging;
using Nestor.Model.Settings.Rbac;
using Nestor.Server.Control;

namespace Nestor.Server.Rbac;

/// <summary>The access rules in force, if any, for the commands that come over HTTP. Another configuration's are made ready first.</summary>
/// <param name="log">The logger <c>commands</c>.</param>
internal sealed class RoleGate(Logger log)
{
    private volatile AccessRules? _rules;
    private AccessRules? _next;

    /// <summary>What is answered in the place of a command that may not be used; null for one that may.</summary>
    public CommandResult? Refusal(CommandCall call)
    {
        if (RulesFor(call) is not { } rules)
        {
            return null;
        }

        var role = RoleOf(rules, call);
        var refusal = rules.RequiresTls && call.Caller.Channel == CallerChannel.Http ? CommandResult.Unauthorized()
            : rules.Accepts(role, call.Name) ? null : CommandResult.Forbidden();
        if (refusal is not null)
        {
            string name = string.Concat((call.Name.Length > 64 ? call.Name[..64] : call.Name).Select(c => char.IsControl(c) ? '?' : c));
            log.Write(ControlLog.RoleRefused, $"{call.Caller.ToString()}: role \"{role.Name}\" may not use '{name}'");
        }

        return refusal;
    }

    /// <summary>An answer as the client's role is to see it.</summary>
    public CommandResult Filter(CommandCall call, CommandResult answer) =>
        RulesFor(call) is { } rules ? rules.Filter(RoleOf(rules, call), call.Name, answer) : answer;

    /// <summary>The same of an answer that comes from another server.</summary>
    public Element Filter(CommandCall call, Element answer) =>
        RulesFor(call) is { } rules ? rules.Filter(RoleOf(rules, call), call.Name, answer) : answer;

    /// <summary>Makes another configuration's rules ready; null when they are, else why they cannot be used.</summary>
    public string? Prepare(RbacSettings? roles)
    {
        string error = "";
        _next = roles is null ? null : Rules(roles, out error);
        return error.Length > 0 ? error : null;
    }

    /// <summary>Takes what was made ready into use.</summary>
    public void Take()
    {
        _rules = _next;
        _next = null;
    }

    /// <summary>At a start rules that cannot be used do not keep the server from starting: nobody may do anything by HTTP.</summary>
    public void Start(RbacSettings? roles)
    {
        if (Prepare(roles) is { } error)
        {
            log.Write(ControlLog.RolesFailed, $"{error}; no command is taken by HTTP");
            _next = AccessRules.TryCreate(new RbacSettings { Method = roles!.Method, ApiFiles = "", Place = roles.Place }, [], out _);
        }

        Take();
    }

    private AccessRules? RulesFor(CommandCall call) => call.Caller.Channel is CallerChannel.Http or CallerChannel.Https ? _rules : null;

    private static RbacRole RoleOf(AccessRules rules, CommandCall call)
    {
        var caller = call.Caller;
        return rules.RoleOf(new Requester(caller.User, caller.CertificateSubject, caller.CertificateIssuer, caller.Remote?.Address.ToString()));
    }

    private static AccessRules? Rules(RbacSettings roles, out string error) =>
        ApiFiles.Read(roles.ApiFiles, out _, out error) is { } definitions ? AccessRules.TryCreate(roles, definitions, out error) : null;
}
