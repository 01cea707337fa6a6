using System.Globalization;
using System.Reflection;
using Nestor.Architecture.Tests.Source;
using Nestor.Hooks.Libraries;
using Nestor.Hooks.Points;

namespace Nestor.Architecture.Tests;

/// <summary>
/// What writers of hook libraries build on stands in src/Nestor.Hooks/PublicSurface.txt: a change of it is seen in the
/// change. Written anew by this test with NESTOR_REWRITE_SURFACE=1 in the environment.
/// </summary>
public sealed class PublicSurfaceTests
{
    private const string Recorded = "src/Nestor.Hooks/PublicSurface.txt";
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    [Fact]
    public void The_public_members_of_Nestor_Hooks_are_those_that_are_recorded()
    {
        string[] now = [.. Surface(typeof(IHookLibrary).Assembly)];
        if (Environment.GetEnvironmentVariable("NESTOR_REWRITE_SURFACE") == "1")
        {
            File.WriteAllLines(Path.Combine(Tree.Root, Recorded), now);
        }

        string[] recorded = [.. Tree.Lines(Recorded)];
        Findings.MustBeNone([.. recorded.Except(now).Select(line => $"gone: {line}"), .. now.Except(recorded).Select(line => $"new: {line}")]);
        Assert.Equal(recorded, now);
    }

    [Fact]
    public void The_page_about_hooks_names_every_point_and_keyword()
    {
        string page = Tree.Read("docs/hooks.md");
        string[] names = [.. Names(new HookPoints4()), .. Names(new HookPoints6()), "time-budget", "slow-budget", "error-budget", "on-failure"];
        Assert.True(names.Length > 30);
        Findings.MustBeNone(names.Where(name => !page.Contains($"`{name}`", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Names(HookPoints points) => points.GetType().GetProperties()
        .Where(property => property.PropertyType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(HookPoint<>))
        .Select(property => property.GetValue(points)!)
        .Select(point => (string)point.GetType().GetProperty("Name")!.GetValue(point)!);

    /// <summary>One line a member, in the order of the alphabet.</summary>
    private static IEnumerable<string> Surface(Assembly assembly) => assembly.GetExportedTypes()
        .SelectMany(type => Members(type).Select(member => $"{Name(type)} | {member}").Prepend($"{Name(type)} | {Kind(type)}"))
        .Order(StringComparer.Ordinal);

    private static string Kind(Type type)
    {
        string kind = type.IsEnum ? $"enum {Name(Enum.GetUnderlyingType(type))}" : type.IsInterface ? "interface"
            : typeof(Delegate).IsAssignableFrom(type) ? "delegate" : type.IsValueType ? "struct"
            : type is { IsAbstract: true, IsSealed: true } ? "static class" : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";
        var above = type.BaseType is { } parent && parent != typeof(object) && !type.IsValueType && !type.IsEnum ? [Name(parent)] : Array.Empty<string>();
        string[] kin = [.. above, .. type.GetInterfaces().Where(_ => !type.IsEnum).Select(Name).Order(StringComparer.Ordinal)];
        return kin.Length > 0 ? $"{kind} : {string.Join(", ", kin)}" : kind;
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}");
        }

        return type.GetMembers(Declared).Select(Text).OfType<string>();
    }

    /// <summary>Null for what others do not see, and for what the compiler makes of it.</summary>
    private static string? Text(MemberInfo member) => member switch
    {
        FieldInfo field when IsSeen(field.IsPublic, field.IsFamily || field.IsFamilyOrAssembly) =>
            $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly || field.IsLiteral ? "readonly " : "")}{Name(field.FieldType, Nullability.Create(field))} {field.Name}",
        PropertyInfo property when Accessors(property) is { Length: > 0 } accessors =>
            $"{(property.GetAccessors(true)[0].IsStatic ? "static " : "")}{Name(property.PropertyType, Nullability.Create(property))} {property.Name}{Index(property)} {{{accessors} }}",
        ConstructorInfo constructor when IsSeen(constructor) && !constructor.IsStatic => $"new({Parameters(constructor)})",
        MethodInfo method when IsSeen(method) && !method.IsSpecialName && method.Name is not ("Equals" or "GetHashCode" or "ToString" or "PrintMembers")
            && !method.Name.Contains('<', StringComparison.Ordinal) =>
            $"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType, Nullability.Create(method.ReturnParameter))} {method.Name}{Generic(method)}({Parameters(method)})",
        _ => null,
    };

    private static string Accessors(PropertyInfo property)
    {
        string get = property.GetMethod is { } getter && IsSeen(getter) ? " get;" : "";
        string set = property.SetMethod is { } setter && IsSeen(setter)
            ? setter.ReturnParameter.GetRequiredCustomModifiers().Any(m => m.Name == "IsExternalInit") ? " init;" : " set;" : "";
        return get + set;
    }

    private static bool IsSeen(MethodBase method) => IsSeen(method.IsPublic, method.IsFamily || method.IsFamilyOrAssembly);

    private static bool IsSeen(bool isPublic, bool isProtected) => isPublic || isProtected;

    private static string Index(PropertyInfo property) => property.GetIndexParameters() is { Length: > 0 } index
        ? $"[{string.Join(", ", index.Select(Parameter))}]" : "";

    private static string Generic(MethodInfo method) => method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        string how = parameter.IsOut ? "out " : parameter.IsIn ? "in " : parameter.ParameterType.IsByRef ? "ref " : "";
        string usual = parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "null"}" : "";
        return $"{how}{Name(parameter.ParameterType, Nullability.Create(parameter))} {parameter.Name}{usual}";
    }

    private static string Name(Type type, NullabilityInfo nullability)
    {
        bool isNull = nullability.ReadState == NullabilityState.Nullable || nullability.WriteState == NullabilityState.Nullable;
        return Name(type) + (isNull && Nullable.GetUnderlyingType(type) is null ? "?" : "");
    }

    private static string Name(Type type)
    {
        if (type.IsByRef)
        {
            return Name(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]";
        }

        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return Name(inner) + "?";
        }

        string name = type.Name;
        int tick = name.IndexOf('`', StringComparison.Ordinal);
        name = tick < 0 ? name : $"{name[..tick]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
        return type is { IsNested: true, IsGenericParameter: false } ? $"{Name(type.DeclaringType!)}.{name}" : name;
    }
}
