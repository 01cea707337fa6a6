namespace Nestor.Json;

/// <summary>Whether two values mean the same, wherever they were read.</summary>
public static class ElementComparison
{
    /// <summary>Members may come in any order, items may not; 1 and 1.0 are the same number.</summary>
    public static bool IsSame(Element? one, Element? other)
    {
        if (one is null || other is null || ReferenceEquals(one, other))
        {
            return ReferenceEquals(one, other);
        }

        bool areNumbers = IsNumber(one) && IsNumber(other);
        if (one.Kind != other.Kind && !areNumbers)
        {
            return false;
        }

        return one.Kind switch
        {
            ElementKind.Null => true,
            ElementKind.Boolean => one.Boolean == other.Boolean,
            ElementKind.Integer or ElementKind.Real =>
                one.Kind == other.Kind && one.Kind == ElementKind.Integer ? one.Integer == other.Integer : one.Real.Equals(other.Real),
            ElementKind.String => one.Text == other.Text,
            ElementKind.List => one.Items.Count == other.Items.Count && one.Items.Zip(other.Items).All(p => IsSame(p.First, p.Second)),
            _ => one.Members.Count == other.Members.Count && one.Members.All(m => IsSame(m.Value, other[m.Name])),
        };
    }

    private static bool IsNumber(Element value) => value.Kind is ElementKind.Integer or ElementKind.Real;
}
