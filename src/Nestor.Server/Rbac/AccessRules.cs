using Nestor.Hooks.Commands;
using Nestor.Json;
using Nestor.Model.Commands;
using Nestor.Model.Settings.Rbac;

namespace Nestor.Server.Rbac;

/// <summary>
/// The roles of <c>libdhcp_rbac</c> with what is known of the commands: what may be asked for over HTTP. Frozen; used by
/// all channels at once.
/// </summary>
public sealed class AccessRules
{
    private readonly RbacSettings _settings;
    private readonly IReadOnlyDictionary<string, CommandDefinition> _definitions;
    private readonly Dictionary<string, RbacRole> _roles;

    private AccessRules(RbacSettings settings, IReadOnlyDictionary<string, CommandDefinition> definitions)
    {
        _settings = settings;
        _definitions = definitions;
        _roles = settings.Roles.ToDictionary(r => r.Name);
    }

    /// <summary>Requests that did not come through TLS are refused.</summary>
    public bool RequiresTls => _settings.RequiresTls;

    /// <summary>Puts roles and definitions together; null with the reason when a list names a command nobody has defined.</summary>
    /// <param name="definitions">Those of the folder of API files.</param>
    public static AccessRules? TryCreate(RbacSettings settings, IEnumerable<CommandDefinition> definitions, out string error)
    {
        error = "";
        var known = new Dictionary<string, CommandDefinition>();
        foreach (var definition in definitions.Concat(settings.Commands))
        {
            known[definition.Name] = definition;
        }

        RbacRole[] roles = [.. settings.Roles, settings.DefaultRole, settings.UnknownRole];
        foreach (var (name, place) in roles.SelectMany(r => (r.Accept?.Names ?? []).Concat(r.Reject?.Names ?? [])))
        {
            if (!known.ContainsKey(name))
            {
                error = $"{place}: found the command \"{name}\", which neither \"api-files\" nor \"commands\" defines";
                return null;
            }
        }

        return new AccessRules(settings, known);
    }

    /// <summary>The role of who sent a request.</summary>
    public RbacRole RoleOf(in Requester who)
    {
        string? name = _settings.Method switch
        {
            RoleMethod.RemoteAddress => who.Address,
            RoleMethod.CertSubject => who.CertSubject,
            RoleMethod.CertIssuer => who.CertIssuer,
            RoleMethod.BasicAuthentication => who.User,
            _ => null,
        };
        return string.IsNullOrEmpty(name) ? _settings.DefaultRole : _roles.GetValueOrDefault(name, _settings.UnknownRole);
    }

    /// <summary>
    /// Whether a role may use a command. Where a list that has to decide hangs on what the command does, and that is not
    /// defined, it may not.
    /// </summary>
    public bool Accepts(RbacRole role, string command)
    {
        var definition = _definitions.GetValueOrDefault(command);
        var (first, second) = role.RejectsFirst ? (role.Reject, role.Accept) : (role.Accept, role.Reject);
        bool? has = first is null ? false : first.Has(command, definition);
        if (has == false)
        {
            has = second is null ? false : second.Has(command, definition);
            return has == false ? role.AcceptsOthers : has == true && role.RejectsFirst;
        }

        return has == true && !role.RejectsFirst;
    }

    /// <summary>The answer to a command that was accepted, as the role is to see it.</summary>
    public CommandResult Filter(RbacRole role, string command, CommandResult answer) =>
        role.FiltersListCommands && command == "list-commands" && answer.Arguments is { Kind: ElementKind.List } names
            ? CommandResult.Success(Allowed(role, names))
            : answer;

    /// <summary>The same of an answer as it is sent.</summary>
    public Element Filter(RbacRole role, string command, Element answer) =>
        role.FiltersListCommands && command == "list-commands" && answer["arguments"] is { Kind: ElementKind.List } names
            ? Element.Map(answer.Members.Select(m => m.Name == "arguments" ? m with { Value = Allowed(role, names) } : m))
            : answer;

    private Element Allowed(RbacRole role, Element names) => Element.List(names.Items.Where(n => Accepts(role, n.Text)));
}

/// <summary>What a role is told by; null for what a request does not have.</summary>
/// <param name="Address">Of the other end, as text.</param>
/// <param name="CertSubject">The common name of the client certificate's subject.</param>
/// <param name="CertIssuer">The common name of who signed it.</param>
public readonly record struct Requester(string? User = null, string? CertSubject = null, string? CertIssuer = null, string? Address = null);
