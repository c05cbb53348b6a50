// Package check is the desk's rules: what a picture desk would object to.
package check
